"""Whether a sentence says the same as another one but for its values."""

import re
from collections.abc import Iterable

from bot.nlu.examples import Example
from bot.nlu.text import normalize

_NUMERAL = re.compile(r"[\d零一二两三四五六七八九十百千万半几]+")
_SILENT = re.compile(r"\W")


def forms(example: Example) -> frozenset[str]:
    """What is left of a sentence without punctuation and emoji, with numerals made alike: as it
    stands, and with each entity's value replaced by the entity's name."""
    parts, at = [], 0
    for span in sorted(example.entities, key=lambda entity: entity.start):
        parts += [_bare(example.text[at : span.start]), f"<{span.entity}>"]
        at = span.end
    masked = "".join([*parts, _bare(example.text[at:])])
    return frozenset({_bare(example.text), masked})


def repeated(examples: Iterable[Example], known: Iterable[Example]) -> list[Example]:
    """The examples that stand among the known ones, or differ from one only by values."""
    seen = {form for example in known for form in forms(example)}
    return [example for example in examples if seen & forms(example)]


def _bare(text: str) -> str:
    return _NUMERAL.sub("0", _SILENT.sub("", normalize(text).text))
