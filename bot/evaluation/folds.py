"""Cross-validation of the classifier's heads and of the tagger on the training data."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.model_selection import KFold, StratifiedKFold

from bot.evaluation.entity_scores import SpanPair
from bot.nlu.encoder import encoder
from bot.nlu.encodings import encode_all
from bot.nlu.entities import spans_of
from bot.nlu.examples import EntitySpan, Example
from bot.nlu.heads import Array, MeaningHead, SurfaceHead, log_softmax
from bot.nlu.spans import Span
from bot.nlu.tagger import Tagger, train
from bot.nlu.text import NormalText, normalize

FOLDS = 5


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
    model = encoder()
    vectors = np.stack([e.vector for e in encode_all(model, texts)]) if model else None
    surface = np.zeros((len(texts), len(names)), np.float32)
    meaning = np.zeros_like(surface) if model else None
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=1)
    for seen, unseen in folds.split(texts, gold):
        known, labels = [texts[i] for i in seen], [gold[i] for i in seen]
        asked = [texts[i] for i in unseen]
        surface[unseen] = surface_scores(known, labels, asked)
        if vectors is not None and meaning is not None:
            head = MeaningHead.train(vectors[seen], labels)
            meaning[unseen] = [head.log_probabilities(vector) for vector in vectors[unseen]]
    return FoldScores(names, surface, meaning)


def surface_scores(known: list[NormalText], labels: list[int], asked: list[NormalText]) -> Array:
    head = SurfaceHead.train(known, labels)
    return np.stack([log_softmax(head.log_probabilities(text)) for text in asked])


def cross_tag(examples: list[Example]) -> list[SpanPair]:
    """Annotated and predicted spans of each example, by a tagger that has not seen it."""
    model = encoder()
    texts = [normalize(example.text) for example in examples]
    encodings = encode_all(model, texts) if model else [None] * len(texts)
    annotated = [_annotated(example) for example in examples]
    pairs: list[SpanPair] = []
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "tagger.crf"
        for seen, unseen in KFold(FOLDS, shuffle=True, random_state=1).split(texts):
            train(target, [annotated[i] for i in seen], [encodings[i] for i in seen])
            tagger = Tagger(target.read_bytes(), model)
            pairs += [(frozenset(examples[i].entities), _found(tagger, texts[i])) for i in unseen]
    return pairs


def _annotated(example: Example) -> tuple[NormalText, list[Span]]:
    text = normalize(example.text)
    return text, [
        Span(e.entity, e.role, *text.normal_span(e.start, e.end)) for e in example.entities
    ]


def _found(tagger: Tagger, text: NormalText) -> frozenset[EntitySpan]:
    return frozenset(
        EntitySpan(*text.span(span.start, span.end), span.entity, span.role)
        for span in spans_of(tagger, text)
    )
