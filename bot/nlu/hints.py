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
    steps = (np.take_along_axis(shares, ranked, axis=1) * STEPS).astype(int)
    names = encoding.tag_names
    for span, (first, second), (sure, less) in zip(
        encoding.pieces.spans, ranked.tolist(), steps.tolist(), strict=True
    ):
        if span:
            for i in line.covered(*span):
                found[i] += [f"h={names[first]}{sure}", f"i={names[second]}{less}"]
