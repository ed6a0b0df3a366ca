"""Feasts, seasons and days of the lunar calendar, in any year that the lunar table holds."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from bot.nlu.values.lexicon import any_of, rows, table
from bot.nlu.values.numerals import number
from bot.nlu.values.stretch import Days, nearest

_MONTHS = {"正": 1, "冬": 11, "腊": 12}
_LUNAR = re.compile(
    r"(?:农历|阴历|旧历)?(?:大年)?(?:(?P<month>正|冬|腊|(?<=历)[一二三四五六七八九十]{1,2})月)?"
    r"(?:(?P<vague>二?十几)|(?P<day>初[一二三四五六七八九十]|[十廿][一二三四五六七八九]?"
    r"|[二三]十[一二三四五六七八九]?|(?<=月)[一二三四五六七八九]))?[号日]?"
)


def read_feast(text: str, today: date, year: int | None) -> tuple[Days, str] | None:
    """The feast that the text begins with, in `year` or nearest to today, and the rest of it."""
    named = _feast_pattern().match(text)
    if named:
        feast: dict[str, Any] | None = _feasts()[named[0]]
        end = named.end()
    else:
        lunar = _LUNAR.match(text)
        feast, end = (_lunar_day(lunar), lunar.end()) if lunar else (None, 0)
    if not feast:
        return None
    years = [year] if year else range(today.year - 1, today.year + 2)
    days = nearest((days for y in years for days in _in_year(feast, y)), today)
    return (days, text[end:]) if days else None


def _in_year(feast: dict[str, Any], year: int) -> Iterator[Days]:
    month, day = map(int, str(feast.get("solar") or feast["lunar"]).split("-"))
    start = date(year, month, 1) if "solar" in feast else _lunar_months().get((year, month))
    if start:
        first = start + timedelta(days=day - 1)
        if "sunday" in feast:
            first += timedelta(days=6 - first.weekday() + 7 * (feast["sunday"] - 1))
        yield Days(first, first + timedelta(days=feast.get("days", 1) - 1))


def _lunar_day(match: re.Match[str]) -> dict[str, Any] | None:
    """初八 alone is the one of the new year; a month alone is some thirty days."""
    month, day, vague = match["month"], match["day"], match["vague"]
    if not month and not (day and day.startswith("初")):
        return None
    number_of_month = _MONTHS.get(month or "正") or int(number(month) or 0)
    if not 1 <= number_of_month <= 12:
        return None
    if vague:
        return {"lunar": f"{number_of_month}-{21 if vague[0] == '二' else 11}", "days": 9}
    if not day:
        return {"lunar": f"{number_of_month}-1", "days": 29}
    count = number(day.removeprefix("初").replace("廿", "二十"))
    return {"lunar": f"{number_of_month}-{int(count)}"} if count else None


@lru_cache(maxsize=1)
def _lunar_months() -> dict[tuple[int, int], date]:
    return {
        (int(row["year"]), int(row["month"])): date.fromisoformat(row["first_day"])
        for row in rows("lunar")
    }


@lru_cache(maxsize=1)
def _feasts() -> dict[str, dict[str, Any]]:
    return {str(word): feast for feast in table("times")["feasts"] for word in feast["words"]}


@lru_cache(maxsize=1)
def _feast_pattern() -> re.Pattern[str]:
    return re.compile(any_of(_feasts()) + r"(?![月号日点时个:\d])")
