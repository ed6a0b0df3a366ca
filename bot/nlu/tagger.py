"""Entities learned: a conditional random field over characters, on rules' and encoder's hints."""

import ctypes
from collections.abc import Iterable
from pathlib import Path

import pycrfsuite

from bot.nlu.encoder import Encoding, SentenceEncoder
from bot.nlu.features import features
from bot.nlu.hints import add_hints
from bot.nlu.lines import Line, read_line
from bot.nlu.spans import Span
from bot.nlu.text import NormalText

SETTINGS = {"max_iterations": 8, "feature.minfreq": 2}
"""Of the averaged perceptron: a tenth of the time of L-BFGS, and no worse (measured). What was seen
once teaches nothing: without it the model is smaller by 40 % and a little better."""


class Tagger:
    """`model`: what `train` has written. `encoder`: None where none was shipped, as in training."""

    def __init__(self, model: bytes, encoder: SentenceEncoder | None) -> None:
        self._model = model  # the field keeps only a pointer into it
        self._encoder = encoder
        self._field = pycrfsuite.Tagger()
        self._field.open_inmemory(self._model)

    def spans(self, text: NormalText) -> list[Span]:
        line = read_line(text)
        encoding = self._encoder.encode(text) if self._encoder else None
        return line.spans(self._field.tag(_items(line, encoding))) if line.symbols else []


def train(
    target: Path,
    messages: Iterable[tuple[NormalText, Iterable[Span]]],
    encodings: Iterable[Encoding | None],
) -> None:
    """Writes the model to `target`. `encodings`: the messages' own, None without an encoder."""
    trainer = pycrfsuite.Trainer(algorithm="ap", params=SETTINGS, verbose=False)
    for (text, spans), encoding in zip(messages, encodings, strict=True):
        line = read_line(text)
        if line.symbols:
            trainer.append(_items(line, encoding), line.tags(spans))
    # The trainer shuffles by C's rand(), which goes on from where the last training left it: the
    # same examples are to give the same model, whatever the process did before.
    ctypes.CDLL(None).srand(1)
    trainer.train(str(target))


def _items(line: Line, encoding: Encoding | None) -> pycrfsuite.ItemSequence:
    found = features(line)
    if encoding:
        add_hints(line, encoding, found)
    return pycrfsuite.ItemSequence(found)
