"""Entities by the shapes of `lexicon/shapes.yml`."""

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.nlu.spans import Span
from bot.nlu.values.lexicon import any_of, table

_REFERENCE = re.compile("@([a-z_]+)")
_SHARED_UNITS = frozenset({"k", "t", "两", "角", "分", "毛"})
"""Units that mean something else more often, unless a greater one has gone before."""


def find_shapes(text: str) -> Iterator[Span]:
    for entity, shape in _shapes():
        for match in shape.finditer(text):
            yield Span(entity, None, *match.span("span" if "span" in shape.groupindex else 0))


@lru_cache(maxsize=1)
def _shapes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    content = table("shapes")
    parts = _word_lists()
    for name, part in content["parts"].items():
        parts[name] = _filled(part, parts)
    return tuple(
        (entry["entity"], re.compile(_filled(entry["shape"], parts), re.VERBOSE))
        for entry in content["shapes"]
    )


def _filled(shape: str, parts: dict[str, str]) -> str:
    return _REFERENCE.sub(lambda match: parts[match[1]], shape)


def _word_lists() -> dict[str, str]:
    measures, times, people = table("measures"), table("times"), table("people")
    dayparts = [word for part in times["dayparts"] for word in part["words"]]
    return {
        "weight_units": any_of(set(measures["weight"]) - _SHARED_UNITS),
        "money_units": any_of(set(measures["money"]) - _SHARED_UNITS),
        "stars": any_of(measures["stars"]),
        "days": any_of(word for word in times["days"] if len(word) > 1),
        "dayparts": any_of(word for word in dayparts if len(word) > 1),
        "feasts": any_of(str(word) for feast in times["feasts"] for word in feast["words"]),
        "surnames": f"[{people['surnames']}]",
        "double_surnames": any_of(people["double_surnames"]),
        "given_names": people["given"],
        "titles": any_of(people["titles"]),
        "cues": any_of(people["cues"]),
    }
