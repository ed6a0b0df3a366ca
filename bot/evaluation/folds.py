"""Cross-validation of the classifier's heads on the training data."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from sklearn.model_selection import StratifiedKFold

from bot.nlu.encoder import MODEL_FILE, SentenceEncoder
from bot.nlu.examples import Example
from bot.nlu.heads import Array, MeaningHead, SurfaceHead, log_softmax
from bot.nlu.text import NormalText, normalize

FOLDS = 5


class RememberingEncoder(SentenceEncoder):
    """Encodes each message once for all folds: it is the slow part, and frozen."""

    def __init__(self) -> None:
        super().__init__()
        self.encode = lru_cache(maxsize=None)(self._encode)


@dataclass(frozen=True)
class FoldScores:
    """Log-probabilities (examples, labels), each from a head that has not seen the example.

    `meaning` is None where no encoder is shipped."""

    labels: list[str]
    surface: Array
    meaning: Array | None

    def fused(self, surface_weight: float) -> Array:
        if self.meaning is None:
            return self.surface
        return self.meaning + surface_weight * self.surface


def cross_validate(examples: list[Example]) -> FoldScores:
    names = sorted({example.label for example in examples})
    index = {name: i for i, name in enumerate(names)}
    gold = [index[example.label] for example in examples]
    texts = [normalize(example.text) for example in examples]
    encoder = RememberingEncoder() if MODEL_FILE.exists() else None
    surface = np.zeros((len(texts), len(names)), np.float32)
    meaning = np.zeros_like(surface) if encoder else None
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=1)
    for seen, unseen in folds.split(texts, gold):
        known, labels = [texts[i] for i in seen], [gold[i] for i in seen]
        asked = [texts[i] for i in unseen]
        surface[unseen] = surface_scores(known, labels, asked)
        if encoder and meaning is not None:
            head = MeaningHead.train(encoder, known, labels)
            meaning[unseen] = [head.log_probabilities(encoder.encode(t).vector) for t in asked]
    return FoldScores(names, surface, meaning)


def surface_scores(known: list[NormalText], labels: list[int], asked: list[NormalText]) -> Array:
    head = SurfaceHead.train(known, labels)
    return np.stack([log_softmax(head.log_probabilities(text)) for text in asked])
