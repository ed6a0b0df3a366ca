"""Provinces, cities and districts by name, the small after the great as one span."""

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.nlu.spans import Span
from bot.nlu.values.lexicon import any_of, table
from bot.nlu.values.places import place_end

_BECOMING = ("改成", "换成", "变成", "写成")


def find_places(text: str) -> Iterator[Span]:
    at = 0
    while at < len(text):
        end = None if _is_of_a_verb(text, at) else place_end(text, at)
        if end:
            yield Span("city", None, at, end)
            company = _company().match(text, end)
            if company:
                yield Span("company", None, at, company.end())
        at = end or at + 1


@lru_cache(maxsize=1)
def _company() -> re.Pattern[str]:
    """What makes a place the beginning of a company's name: 深圳云图科技."""
    return re.compile(
        f"[^的发到寄往在有是这那找个没边查去来\\W\\d]{{2,4}}?{any_of(table('places')['companies'])}"
    )


def _is_of_a_verb(text: str, at: int) -> bool:
    """改成武汉 is not 成武."""
    return text[max(0, at - 1) : at + 1] in _BECOMING and bool(place_end(text, at + 1))
