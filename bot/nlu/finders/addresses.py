"""Street addresses: from the region or the street's name down to the door."""

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.nlu.spans import Span
from bot.nlu.values.lexicon import any_of, table
from bot.nlu.values.places import place_end

_NUMBER = r"[甲乙东西南北]?(?:[a-z]?\d+|[一二三四五六七八九十]{1,3})(?:[-之]\d+)*"
_MOVING = re.compile("^.*(?:[,:。 是到在去往至给成为送寄改发取来住离写换]|地址)")
_LONGEST_REGION = 12


def find_addresses(text: str) -> Iterator[Span]:
    street, door = _patterns()
    found = street.search(text)
    while found:
        end = found.end()
        # Building, unit and room follow one another: 金色港湾6栋1102室.
        while (further := door.match(text, end)) and further.end() > end:
            end = further.end()
        yield Span("address", None, _start(text, found.start(), found.end()), end)
        found = street.search(text, end)


def _start(text: str, start: int, end: int) -> int:
    """Where the region begins that the street lies in, else after the last word of moving."""
    for at in range(max(0, start - _LONGEST_REGION), end):
        region = place_end(text, at)
        if region and region < end:
            return at
    moving = _MOVING.match(text[start:end])
    return start + moving.end() if moving else start


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    places = table("places")
    street, door = any_of(places["streets"]), any_of(places["doors"])
    han = "[\u4e00-\u9fff]"
    return (
        re.compile(
            rf"{han}{{1,12}}?{street}[东西南北中]?(?:{_NUMBER}(?:段|区|期|巷|弄|路))?"
            rf"{_NUMBER}{door}[甲乙丙丁]?"
        ),
        re.compile(
            rf"(?:{han}{{0,8}}{street})?{_NUMBER}(?:{door}|[期区门])?(?:[a-z]座)?"
            rf"|{han}{{2,6}}(?:室|馆|店|大厦|小区|仓库|花园|国际)|[a-z]座"
        ),
    )
