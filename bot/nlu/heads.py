"""The two opinions on an intent: by meaning (the encoder's vector) and by surface (n-grams)."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression, SGDClassifier

from bot.nlu.encoder import SentenceEncoder
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
    def train(
        cls, encoder: SentenceEncoder, texts: list[NormalText], labels: list[int]
    ) -> "MeaningHead":
        vectors = encoder.vectors(texts) * VECTOR_SCALE
        model = LogisticRegression(C=1.0, max_iter=100, tol=1e-3).fit(vectors, labels)
        return cls(model.coef_.astype(np.float32), model.intercept_.astype(np.float32))

    def log_probabilities(self, vector: Array) -> Array:
        return log_softmax(self.weights @ (vector * VECTOR_SCALE) + self.bias)


@dataclass
class SurfaceHead:
    """One-against-rest logistic regression on TF-IDF of character 1- to 4-grams."""

    vectorizer: TfidfVectorizer
    weights: Array
    bias: Array

    @classmethod
    def train(cls, texts: list[NormalText], labels: list[int]) -> "SurfaceHead":
        vectorizer = TfidfVectorizer(
            analyzer="char", ngram_range=(1, 4), min_df=2, sublinear_tf=True, dtype=np.float32
        )
        features = vectorizer.fit_transform([surface(text) for text in texts])
        model = SGDClassifier(loss="log_loss", alpha=1e-5, max_iter=15, random_state=1, n_jobs=2)
        model.fit(features, labels)
        return cls(
            vectorizer, model.coef_.T.astype(np.float32).copy(), model.intercept_.astype(np.float32)
        )

    def log_probabilities(self, text: NormalText) -> Array:
        row: Any = self.vectorizer.transform([surface(text)])
        scores = row.data @ self.weights[row.indices] + self.bias
        probabilities = 1.0 / (1.0 + np.exp(-scores))
        normal: Array = np.log(probabilities / probabilities.sum() + 1e-9).astype(np.float32)
        return normal


def log_softmax(scores: Array) -> Array:
    shifted = scores - scores.max()
    result: Array = shifted - np.log(np.exp(shifted).sum())
    return result
