"""Normalised text whose every character knows where it came from, so that spans stay true."""

import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import opencc

from bot.nlu.spelling import respelt

MAX_REPEATS = 2
"""快快快快快 says no more than 快快. Digits and letters stay: they may be a number."""


@dataclass(frozen=True)
class NormalText:
    """`text[i]` is the normal form of `original[origins[i]]`."""

    original: str
    text: str
    origins: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span in the original of the non-empty span [start, end) of the normal text."""
        return self.origins[start], self.origins[end - 1] + 1

    def normal_span(self, start: int, end: int) -> tuple[int, int]:
        """What is left in the normal text of the span [start, end) of the original."""
        return bisect_left(self.origins, start), bisect_left(self.origins, end)


@lru_cache(maxsize=4096)
def normalize(original: str) -> NormalText:
    """Half width, simplified, lower case, without invisible characters and long repetitions; common
    words that were typed by their sound are put right."""
    characters: list[str] = []
    origins: list[int] = []
    for index, raw in enumerate(original):
        character = _normal_character(raw)
        if not character or _is_repetition(characters, character):
            continue
        characters.append(character)
        origins.append(index)
    return NormalText(original, respelt("".join(characters)), tuple(origins))


@lru_cache(maxsize=8192)
def _normal_character(raw: str) -> str:
    """One character, or none for what cannot be seen."""
    category = unicodedata.category(raw)
    if category in ("Cf", "Mn", "Me", "Cs"):
        return ""
    if category in ("Cc", "Zs", "Zl", "Zp"):
        return " "
    folded = unicodedata.normalize("NFKC", raw)
    character = folded if len(folded) == 1 else raw
    lower = character.lower()
    character = lower if len(lower) == 1 else character
    return _simplified().get(character, character)


def _is_repetition(characters: list[str], character: str) -> bool:
    if character.isascii() and character.isalnum():
        return False
    return characters[-MAX_REPEATS:] == [character] * MAX_REPEATS


@lru_cache(maxsize=1)
def _simplified() -> dict[str, str]:
    """Traditional to simplified, one character to one, from OpenCC's table."""
    table = Path(opencc.__file__).parent / "dictionary" / "TSCharacters.txt"
    pairs = (line.split("\t") for line in table.read_text("utf-8").splitlines() if "\t" in line)
    simplified = {old: new.split()[0] for old, new in pairs}
    return {old: new for old, new in simplified.items() if len(old) == len(new) == 1}
