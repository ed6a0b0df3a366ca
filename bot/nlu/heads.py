"""The two opinions on an intent: by meaning (the encoder's vector) and by surface (n-grams)."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression, SGDClassifier

from bot.nlu.surface import surface
from bot.nlu.text import NormalText

Array = npt.NDArray[np.float32]

VECTOR_SCALE = 5.0
"""Unit vectors times five: what logistic regression with C = 1 works best on (measured)."""


@dataclass
class MeaningHead:
    """Multinomial logistic regression on sentence vectors."""

    weights: Array
    bias: Array

    @classmethod
    def train(cls, vectors: Array, labels: list[int]) -> "MeaningHead":
        model = LogisticRegression(C=1.0, max_iter=100, tol=1e-3)
        model.fit(vectors * VECTOR_SCALE, labels)
        return cls(model.coef_.astype(np.float32), model.intercept_.astype(np.float32))

    def log_probabilities(self, vector: Array) -> Array:
        return log_softmax(self.weights @ (vector * VECTOR_SCALE) + self.bias)


@dataclass
class SurfaceHead:
    """One-against-rest logistic regression on TF-IDF of character 1- to 4-grams.

    `weights[index[gram]]` is a gram's row, and `rarity` its inverse document frequency."""

    index: dict[str, int]
    rarity: Array
    weights: Array
    bias: Array

    @classmethod
    def train(cls, texts: list[NormalText], labels: list[int]) -> "SurfaceHead":
        vectorizer = TfidfVectorizer(analyzer=_grams, min_df=2, sublinear_tf=True, dtype=np.float32)
        features = vectorizer.fit_transform([surface(text) for text in texts])
        model = SGDClassifier(loss="log_loss", alpha=1e-5, max_iter=15, random_state=1, n_jobs=2)
        model.fit(features, labels)
        return cls(
            vectorizer.vocabulary_,
            vectorizer.idf_.astype(np.float32),
            model.coef_.T.astype(np.float32).copy(),
            model.intercept_.astype(np.float32),
        )

    def log_probabilities(self, text: NormalText) -> Array:
        """The vectorizer's sum by hand: its own checks take a millisecond a message."""
        known = [self.index[gram] for gram in _grams(surface(text)) if gram in self.index]
        rows, counts = np.unique(np.array(known, dtype=np.intp), return_counts=True)
        values = (1 + np.log(counts)) * self.rarity[rows]
        unit = values / (np.linalg.norm(values) or 1.0)
        scores = unit @ self.weights[rows] + self.bias
        probabilities = 1.0 / (1.0 + np.exp(-scores))
        normal: Array = np.log(probabilities / probabilities.sum() + 1e-9).astype(np.float32)
        return normal


def _grams(text: str) -> list[str]:
    return [text[i : i + n] for n in range(1, 5) for i in range(len(text) - n + 1)]


def log_softmax(scores: Array) -> Array:
    shifted = scores - scores.max()
    result: Array = shifted - np.log(np.exp(shifted).sum())
    return result
