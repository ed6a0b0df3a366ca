"""Waybill, order, ticket, return and phone numbers, wherever and however they are typed."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from bot.nlu.text import NormalText

LEXICON = Path(__file__).parent / "lexicon"
NUMBER_KINDS = ("waybill_no", "order_no", "ticket_no", "return_no", "phone")

MAX_GROUPS = 6
"""`sf 1234 5678 9012 3` is five groups; people do not split further."""

# `\b` never matches between a Chinese character and a digit, so the edges are spelt out.
_GROUP = re.compile(
    r"(?<![a-z0-9])\+?[a-z0-9]*\d[a-z0-9]*(?![a-z0-9])|(?<![a-z0-9])[a-z]{2,3}(?=[ -]\d)"
)
_SEPARATOR = re.compile(r"[ \-‐‑–—_.·]{1,2}")


@dataclass(frozen=True)
class Number:
    """A number of a known shape at [start, end) of the normal text; `value` has no separators."""

    kind: str
    start: int
    end: int
    value: str


@lru_cache(maxsize=1)
def shapes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    entries = yaml.safe_load((LEXICON / "numbers.yml").read_text("utf-8"))
    return tuple((entry["kind"], re.compile(entry["shape"])) for entry in entries)


def kind_of(value: str) -> str | None:
    return next((kind for kind, shape in shapes() if shape.fullmatch(value)), None)


@lru_cache(maxsize=4096)
def find_numbers(normal: NormalText) -> tuple[Number, ...]:
    """Numbers from left to right. Groups parted by blanks or dashes are joined where that makes a
    number and the groups alone make none: two numbers side by side stay two."""
    groups = [match.span() for match in _GROUP.finditer(normal.text)]
    found: list[Number] = []
    index = 0
    while index < len(groups):
        number, used = _number_at(normal.text, groups[index : index + MAX_GROUPS])
        if number:
            found.append(number)
        index += used
    return tuple(found)


def _number_at(text: str, groups: list[tuple[int, int]]) -> tuple[Number | None, int]:
    """The number that begins with the first group and how many groups it takes up."""
    start, value = groups[0][0], ""
    best: tuple[Number | None, int] = (None, 1)
    for used, (left, right) in enumerate(groups, 1):
        if used > 1:
            alone = kind_of(text[left:right])
            gap = text[groups[used - 2][1] : left]
            if alone or not _SEPARATOR.fullmatch(gap):
                break
        value += text[left:right]
        kind = kind_of(value)
        if kind:
            best = (Number(kind, start, right, value.upper()), used)
            if used == 1:
                break
    return best
