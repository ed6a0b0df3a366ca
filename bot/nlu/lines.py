"""A message as the tagger sees it: one symbol for each character, and one for a whole number."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from bot.nlu.numbers import find_numbers
from bot.nlu.pieces import symbol
from bot.nlu.spans import Span
from bot.nlu.text import NormalText

EDGE = "|"
"""Stands before the first symbol and after the last."""

OUTSIDE = "O"


@dataclass(frozen=True)
class Line:
    """`symbols[i]` stands for [starts[i], starts[i + 1]) of the normal text. Digits are alike."""

    normal: NormalText
    symbols: list[str]
    starts: list[int]

    def covered(self, start: int, end: int) -> range:
        """The symbols that begin within [start, end) of the normal text."""
        return range(bisect_left(self.starts, start), bisect_left(self.starts, end))

    def tags(self, entities: Iterable[Span]) -> list[str]:
        """Begin, inside and outside, one for each symbol."""
        tags = [OUTSIDE] * len(self.symbols)
        for entity in entities:
            name = f"{entity.entity}.{entity.role}" if entity.role else entity.entity
            for position, index in enumerate(self.covered(entity.start, entity.end)):
                tags[index] = ("I-" if position else "B-") + name
        return tags

    def spans(self, tags: list[str]) -> list[Span]:
        """What `tags` mark. An I- that follows nothing of its kind begins an entity."""
        found: list[Span] = []
        for index, tag in enumerate(tags):
            if tag == OUTSIDE:
                continue
            start, end = self.starts[index], self.starts[index + 1]
            entity, _, role = tag[2:].partition(".")
            kind, last = (entity, role or None), found[-1] if found else None
            goes_on = (
                last and tag[0] == "I" and (last.entity, last.role, last.end) == (*kind, start)
            )
            if last and goes_on:
                start = found.pop().start
            found.append(Span(*kind, start, end))
        return found


def read_line(normal: NormalText) -> Line:
    symbols: list[str] = []
    starts: list[int] = []
    at = 0
    for number in (*find_numbers(normal), None):
        end = number.start if number else len(normal.text)
        symbols += ["0" if character.isdigit() else character for character in normal.text[at:end]]
        starts += range(at, end)
        if number:
            symbols.append(symbol(number.kind))
            starts.append(number.start)
            at = number.end
    return Line(normal, symbols, [*starts, len(normal.text)])
