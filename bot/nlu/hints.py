"""What the encoder makes of each symbol: the two likeliest of its own tags and how likely."""

import numpy as np

from bot.nlu.encoder import Encoding
from bot.nlu.features import Features
from bot.nlu.lines import Line

STEPS = 4
"""A probability is told to a quarter: a tagger of features has no use for more."""


def add_hints(line: Line, encoding: Encoding, found: Features) -> None:
    scores = np.exp(encoding.tags - encoding.tags.max(axis=1, keepdims=True))
    shares = scores / scores.sum(axis=1, keepdims=True)
    ranked = np.argsort(-shares, axis=1)[:, :2]
    for span, (first, second), row in zip(encoding.pieces.spans, ranked, shares, strict=True):
        if span is None:
            continue
        for i in line.covered(*span):
            found[i] += [
                f"h={encoding.tag_names[first]}{int(row[first] * STEPS)}",
                f"i={encoding.tag_names[second]}{int(row[second] * STEPS)}",
            ]
