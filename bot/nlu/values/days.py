"""Days as said: 明天, 下周二, 周末, 三天前; feasts, months and years by their own modules."""

import re
from datetime import date, timedelta
from functools import lru_cache

from bot.nlu.values.feasts import read_feast
from bot.nlu.values.lexicon import any_of, table
from bot.nlu.values.months import STEP, read_in_year, read_month, read_year, steps
from bot.nlu.values.numerals import NUMERAL, number
from bot.nlu.values.stretch import Days, one_day

_WEEKDAYS = {c: i for i, c in enumerate("一二三四五六日")} | {"天": 6}
_ENGLISH = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_UNITS = {"天": 1, "日": 1, "周": 7, "月": 30, "年": 365}

_WEEK = re.compile(rf"{STEP}?个?周(?P<day>六周?[日天]|[一二三四五六日天末](?![点月]))?")
_WEEKEND = re.compile("双休日?")
_WEEKDAY = re.compile("|".join(_ENGLISH))
_DISTANT = re.compile(rf"(?P<n>{NUMERAL})个?(?P<unit>[天日周月年])(?:之|以)?(?P<way>前|后)")
_WITHIN = re.compile("期间|那天|当天|假期|长假|[前后]")

Reading = tuple[Days, str]


def read_days(text: str, today: date) -> tuple[Days | None, str]:
    """The days that the text begins with (None where it names none), and the rest of it."""
    year, rest = read_year(text, today)
    feast = read_feast(rest, today, year)
    if feast:
        days, rest = feast
        within = _WITHIN.match(rest)
        return days, rest[within.end() :] if within else rest
    found = read_in_year(rest, year) if year else _of_today(text, today)
    return found or (None, text)


def _of_today(text: str, today: date) -> Reading | None:
    word = _day_words().match(text)
    if word:
        said = table("times")["days"][word[0]]
        first, last = said if isinstance(said, list) else (said, said)
        days = Days(today + timedelta(days=first), today + timedelta(days=last))
        return days, text[word.end() :]
    return _distant(text, today) or _of_week(text, today) or read_month(text, today)


def _of_week(text: str, today: date) -> Reading | None:
    monday = today - timedelta(days=today.weekday())
    weekend = Days(monday + timedelta(days=5), monday + timedelta(days=6))
    match = _WEEKEND.match(text)
    if match:
        return weekend, text[match.end() :]
    match = _WEEKDAY.match(text)
    if match:
        return _to_come(monday, _ENGLISH.index(match[0]), today), text[match.end() :]
    match = _WEEK.match(text)
    if not match or not (match["step"] or match["day"]):
        return None
    return _in_week(match, monday, weekend, today), text[match.end() :]


def _in_week(match: re.Match[str], monday: date, weekend: Days, today: date) -> Days:
    day, by = match["day"], 7 * steps(match["step"])
    if not day:
        return Days(monday, weekend.last).moved(by)
    if day == "末" or len(day) > 1:
        return weekend.moved(by)
    if match["step"]:
        return one_day(monday + timedelta(days=_WEEKDAYS[day])).moved(by)
    return _to_come(monday, _WEEKDAYS[day], today)


def _to_come(monday: date, weekday: int, today: date) -> Days:
    days = one_day(monday + timedelta(days=weekday), step=7)
    return days if days.last >= today else days.moved(7)


def _distant(text: str, today: date) -> Reading | None:
    """三天后, 一个星期前, 半个月前."""
    match = _DISTANT.match(text)
    count = number(match["n"]) if match else None
    if not match or count is None or count > 1000:
        return None
    days = round(float(count) * _UNITS[match["unit"]])
    by = timedelta(days=-days if match["way"] == "前" else days)
    return one_day(today + by), text[match.end() :]


@lru_cache(maxsize=1)
def _day_words() -> re.Pattern[str]:
    """今, 明, 昨, 后, 前 count only before a part of the day (今晚, 明早)."""
    words = table("times")["days"]
    short = "".join(word for word in words if len(word) == 1)
    long = any_of(word for word in words if len(word) > 1)
    return re.compile(f"{long}|[{short}](?=[早晚夜上下中])")
