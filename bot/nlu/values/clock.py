"""Hours of the day as said: 下午三点, 16:20, 晚上, 八点半."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from bot.nlu.values.lexicon import any_of, table
from bot.nlu.values.numerals import number

_HALF_DAY = 12 * 60
_HOUR = re.compile(
    r"(?P<hour>\d{1,2}|[零〇一二两三四五六七八九十]{1,3})"
    r"(?:[点时](?P<said>整|半|多|过|一刻|三刻|(?P<past>\d{1,2}|[零〇一二三四五六七八九十]{1,3})分?)?"
    r"|:(?P<minute>\d\d)(?::\d\d)?|(?P<half>am|pm))"
)
_SAID = {"半": 30, "一刻": 15, "三刻": 45}
_MORNING = 7
"""An earlier hour without a part of the day means the afternoon: nobody is sent for at three."""


@dataclass(frozen=True)
class Clock:
    """Minutes from the day's midnight. `closed`: the end itself belongs to it (9点到11点).
    `open`: said without a part of the day, so that nine may be in the evening. `point`: over as
    soon as it has begun, unlike 下午."""

    start: int
    end: int
    closed: bool = False
    open: bool = False
    point: bool = False
    part: Any = None

    def readings(self, closing: int) -> Iterator["Clock"]:
        yield self
        if self.open and self.start < _HALF_DAY and self.end + _HALF_DAY <= closing:
            yield replace(self, start=self.start + _HALF_DAY, end=self.end + _HALF_DAY)

    def until(self, last: "Clock") -> "Clock":
        """From this hour until that; 下午两点到四点 ends in the afternoon."""
        end = last.start if last.point else last.end
        start = self.start
        if last.part and not self.part and start + _HALF_DAY < end and start < _HALF_DAY:
            start += _HALF_DAY if last.part["clock"] >= 12 else 0
        if self.open and last.open and end - start > _HALF_DAY:
            end -= _HALF_DAY
        while end <= start:
            end += _HALF_DAY
        return Clock(start, end, closed=last.point, open=self.open and last.open)


DAY = Clock(0, 24 * 60)


def read_clock(text: str) -> Clock | None:
    """None unless the whole text is a part of the day, an hour, or both."""
    match = _daypart_pattern().match(text)
    part = _dayparts()[match[0]] if match else None
    rest = text[match.end() :] if match else text
    again = _daypart_pattern().fullmatch(rest) if match and rest else None
    if again:  # 晚上夜里, 明早早上
        part, rest = _dayparts()[again[0]], ""
    if not rest and part:
        start, end = part["hours"]
        return Clock(start * 60, end * 60, part=part)
    hour = _HOUR.fullmatch(rest)
    return _at(hour, part) if hour else None


def _at(match: re.Match[str], part: Any) -> Clock | None:
    value = number(match["hour"])
    minute = _minute(match)
    if value is None or minute is None or not 0 <= value <= 24 or minute > 59:
        return None
    hour = int(value)
    if match["half"]:
        part = _dayparts()[match["half"]]
    exact = hour > 12 or match["hour"][0] in "0零" or (match["minute"] and len(match["hour"]) == 2)
    if part and hour <= 12:
        hour = _shifted(hour, part)
    elif not exact and 1 <= hour < _MORNING:
        hour += 12
    start = hour * 60 + minute
    one_minute = match["minute"] or (match["said"] not in (None, "整", "多", "过"))
    open_ = not part and not exact and _MORNING <= hour < 12
    return Clock(start, start + (1 if one_minute else 60), open=open_, point=True, part=part)


def _minute(match: re.Match[str]) -> int | None:
    if match["minute"]:
        return int(match["minute"])
    if match["past"]:
        value = number(match["past"])
        return None if value is None else int(value)
    return _SAID.get(match["said"] or "", 0)


def _shifted(hour: int, part: Any) -> int:
    """下午三点 is 15, 晚上十二点 the end of the day, 晚上一点 the night after it;
    凌晨十二点 begins the day and 半夜十一点 nearly ends it."""
    if part["clock"] == 0:
        hour %= 12
        return hour if hour < 9 else hour + 12
    while hour < part["clock"]:
        hour += 12
    return hour


@lru_cache(maxsize=1)
def _dayparts() -> dict[str, Any]:
    return {word: part for part in table("times")["dayparts"] for word in part["words"]}


@lru_cache(maxsize=1)
def _daypart_pattern() -> re.Pattern[str]:
    return re.compile(any_of(_dayparts()))
