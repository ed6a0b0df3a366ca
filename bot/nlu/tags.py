"""Spans of goods, names, places, times and amounts, tagged by the encoder piece by piece."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from bot.nlu.encoder import SentenceEncoder
from bot.nlu.text import NormalText


@dataclass(frozen=True)
class TaggedSpan:
    """[start, end) of the normal text; `confidence` is the mean over its pieces."""

    entity: str
    role: str | None
    start: int
    end: int
    confidence: float


def tagged_spans(encoder: SentenceEncoder, text: NormalText) -> list[TaggedSpan]:
    encoding = encoder.encode(text)
    shifted = encoding.tags - encoding.tags.max(axis=1, keepdims=True)
    probabilities = np.exp(shifted)
    probabilities /= probabilities.sum(axis=1, keepdims=True)
    best = probabilities.argmax(axis=1)
    read = [
        (encoder.tag_names[tag], span, float(probabilities[i, tag]))
        for i, (tag, span) in enumerate(zip(best, encoding.pieces.spans, strict=True))
        if span is not None
    ]
    return [_span(pieces) for pieces in _runs(read)]


Piece = tuple[str, tuple[int, int], float]


def _runs(pieces: list[Piece]) -> Iterator[list[Piece]]:
    """Pieces of one entity. An I- that follows nothing of its kind begins an entity: the tagger
    was surer of the kind than of the edge."""
    run: list[Piece] = []
    for piece in pieces:
        tag = piece[0]
        if run and tag == "I-" + run[0][0][2:]:
            run.append(piece)
            continue
        if run:
            yield run
        run = [piece] if tag != "O" else []
    if run:
        yield run


def _span(run: list[Piece]) -> TaggedSpan:
    entity, _, role = run[0][0][2:].partition(".")
    confidence = sum(piece[2] for piece in run) / len(run)
    return TaggedSpan(entity, role or None, run[0][1][0], run[-1][1][1], confidence)
