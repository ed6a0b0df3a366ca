"""A message as the encoder reads it: pieces of text, and one symbol for each number."""

import json
from dataclasses import dataclass
from typing import Any

from tokenizers import Tokenizer
from tokenizers.models import Unigram

from bot.nlu.numbers import find_numbers
from bot.nlu.text import NormalText

START, UNKNOWN, END = "<s>", "<unk>", "</s>"
PREFIX = ("▁que", "ry", ":")
"""What multilingual-e5 was trained to see before a question."""

MAX_PIECES = 160


@dataclass(frozen=True)
class Pieces:
    """Piece ids, and for each its span in the normal text (None for the framing symbols)."""

    ids: list[int]
    spans: list[tuple[int, int] | None]


class PieceVocabulary:
    """The encoder's Unigram vocabulary: rows of its embedding in order, with their scores."""

    def __init__(self, pieces: list[tuple[str, float]]) -> None:
        self.pieces = pieces
        self._rows = {piece: row for row, (piece, _) in enumerate(pieces)}
        self._tokenizer = Tokenizer(Unigram(pieces, unk_id=self._rows[UNKNOWN]))

    @classmethod
    def from_json(cls, text: str) -> "PieceVocabulary":
        loaded: list[Any] = json.loads(text)
        return cls([(piece, score) for piece, score in loaded])

    def to_json(self) -> str:
        return json.dumps(self.pieces, ensure_ascii=False, separators=(",", ":"))

    def read(self, normal: NormalText) -> Pieces:
        ids = [self._rows[START], *(self._rows[piece] for piece in PREFIX)]
        spans: list[tuple[int, int] | None] = [None] * len(ids)
        at = 0
        for number in find_numbers(normal):
            self._append(normal.text, at, number.start, ids, spans)
            ids.append(self._rows[symbol(number.kind)])
            spans.append((number.start, number.end))
            at = number.end
        self._append(normal.text, at, len(normal.text), ids, spans)
        del ids[MAX_PIECES:], spans[MAX_PIECES:]
        return Pieces([*ids, self._rows[END]], [*spans, None])

    def _append(
        self, text: str, start: int, end: int, ids: list[int], spans: list[tuple[int, int] | None]
    ) -> None:
        encoding = self._tokenizer.encode(text[start:end], add_special_tokens=False)
        for row, (left, right) in zip(encoding.ids, encoding.offsets, strict=True):
            if text[start + left : start + right].strip():
                ids.append(row)
                spans.append((start + left, start + right))


def symbol(kind: str) -> str:
    """The piece that stands for any number of a kind: its digits carry no meaning."""
    return f"<{kind}>"
