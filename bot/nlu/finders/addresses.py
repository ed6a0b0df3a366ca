"""Street addresses: from the region or the street's name down to the door."""

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.nlu.finders.places import find_places
from bot.nlu.spans import Span
from bot.nlu.values.lexicon import any_of, table

_NUMBER = r"(?:[甲乙东西南北]?(?:[a-z]?\d+|[一二三四五六七八九十]{1,3})(?:[-之]\d+)*|[a-z]\d*)"
_NO_TIME = r"(?![\d:点时月日年])"
"""After a number that nothing counts: 8号 15:30."""

_NAME = r"(?:(?![是到在往给寄送取换了别我你您])[\u4e00-\u9fff])"
"""A character of a name, so that no clause is taken for one."""

_BREAK = re.compile(
    r"[,:;。!?]|地址|公司|[改换变写]成|[改变]为|[我你他她]们?[家这]?|[是到在去往给寄送取换了别离]"
    r"|改(?!革)|发(?![展达区])|住(?![宅院])|(?<!未)来(?![安凤])|至(?!善)"
)
"""What stands between a place and a street that does not lie in it, or before a street."""

_LIKE_A_DATE = re.compile(r"[里镇乡城港厂心](?:[12]?\d|3[01]|[一二三四五六七八九十]{1,3})号$")
"""转运中心12号 may go on with 到的."""

_LONGEST_REGION = 20


def find_addresses(text: str) -> Iterator[Span]:
    street, door = _patterns()
    found = street.search(text)
    while found:
        end = found.end()
        # Building, unit and room follow one another: 金色港湾6栋1102室.
        while (further := door.match(text, end)) and further.end() > end:
            end = further.end()
        if not _LIKE_A_DATE.search(text, found.start(), end):
            yield Span("address", None, _start(text, found.start(), found.end()), end)
        found = street.search(text, end)


def _start(text: str, start: int, end: int) -> int:
    """Where the region begins that the street lies in, else after the last word of moving."""
    left = max(0, start - _LONGEST_REGION)
    for place in find_places(text[left:end]):
        if place.entity == "city" and not _BREAK.search(text, left + place.end, end):
            return left + place.start
    breaks = [found.end() for found in _BREAK.finditer(text, start, end)]
    return breaks[-1] if breaks else start


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    places = table("places")
    street, door = any_of(places["streets"]), any_of(places["doors"]) + "(?!(?<=楼)下)"
    return (
        re.compile(
            rf"[\u4e00-\u9fff]{{1,12}}?{street}(?:[东西南北中][区段]?)?"
            rf"(?:{_NUMBER}(?:段|区|期|巷|弄|路|组|社|队))?{_NUMBER}{door}[甲乙丙丁]?"
        ),
        re.compile(
            rf" ?(?:{_NAME}{{0,8}}{street}[东西南北中]?)?{_NUMBER}(?:{door}|[期区门])(?:[a-z]座)?"
            rf"|{_NUMBER}{_NO_TIME}(?:[a-z]座)?|附\d+号"
            rf"|{_NAME}{{2,6}}(?:室|馆|店|大厦|大楼|小区|花园|国际)"
            rf"|{_NAME}{{0,8}}[a-z]座|[仓冷]库|护士站"
        ),
    )
