"""Years, quarters, months and their days as said: 去年年底, 上个季度, 12月3号, 月底, 20号."""

import re
from calendar import monthrange
from datetime import date

from bot.nlu.values.numerals import DIGITS, number
from bot.nlu.values.stretch import Days, nearest, one_day

_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十廿]{1,3})"
STEP = r"(?P<step>上+|下+|这|本|当)"
_YEAR_WORDS = {"今": 0, "本": 0, "当": 0, "明": 1, "来": 1, "后": 2, "去": -1, "前": -2, "大前": -3}
_YEAR_PARTS = {
    "年初": (1, 2), "年头": (1, 2), "年中": (6, 7), "年底": (12, 12), "年末": (12, 12),
    "年尾": (12, 12), "上半年": (1, 6), "下半年": (7, 12), "一季度": (1, 3), "二季度": (4, 6),
    "三季度": (7, 9), "四季度": (10, 12),
}  # fmt: skip
_MONTH_PARTS = {
    "初": (1, 5), "上旬": (1, 10), "中": (11, 20), "中旬": (11, 20), "下旬": (21, 31),
    "底": (25, 31), "末": (25, 31),
}  # fmt: skip

_PART = r"(?P<part>上旬|中旬|下旬|[初中底末])"
_TAIL = rf"(?:{_PART}|(?P<day>{_NUMBER})(?:[号日]|(?![点时:\d])))?"
_YEAR = re.compile(
    r"(?:(?P<word>大前|[今本当明来后去前])|(?P<number>\d{4}|\d\d|[二零〇一三四五六七八九]{2,4}))年(?!前|后)"
)
_YEAR_PART = re.compile("第?(?P<part>" + "|".join(_YEAR_PARTS) + ")")
_NAMED_MONTH = re.compile(rf"(?P<month>{_NUMBER})月份?{_TAIL}")
_RELATIVE_MONTH = re.compile(rf"{STEP}个?月份?{_TAIL}")
_PART_OF_THIS = re.compile(rf"月{_PART}")
_DAY = re.compile(rf"(?P<day>{_NUMBER})[号日]")
_QUARTER = re.compile(rf"{STEP}个?季度?")


def read_year(text: str, today: date) -> tuple[int | None, str]:
    """The year that the text begins with, and the rest of it."""
    match = _YEAR.match(text)
    if not match:
        return None, text
    rest = text[match.end() :]
    if match["word"]:
        return today.year + _YEAR_WORDS[match["word"]], rest
    digits = "".join(str(DIGITS.get(c, c)) for c in match["number"])
    return int(digits) + (2000 if len(digits) == 2 else 0), rest


def read_in_year(text: str, year: int) -> tuple[Days, str] | None:
    """A part of a year that has been named, or all of it."""
    named = _NAMED_MONTH.match(text)
    if named:
        days = _in_month(year, _count(named["month"]), named)
        return (days, text[named.end() :]) if days else None
    part = _YEAR_PART.match(text) or _YEAR_PART.match("年" + text) if text else None
    first, last = _YEAR_PARTS[part["part"]] if part else (1, 12)
    rest = ("" if not part else part.string[part.end() :]) if part else text
    return Days(date(year, first, 1), _last_of(year, last)), rest


def read_month(text: str, today: date) -> tuple[Days, str] | None:
    """Without a year the nearest of the name."""
    for pattern, months in (
        (_NAMED_MONTH, range(-13, 14)),
        (_DAY, range(-2, 3)),
        (_PART_OF_THIS, range(1)),
    ):
        match = pattern.match(text)
        if match:
            wanted = _count(match["month"]) if "month" in match.groupdict() else None
            shifted = [_shift(today, by) for by in months]
            found = [_in_month(y, m, match) for y, m in shifted if wanted in (None, m)]
            days = nearest(filter(None, found), today)
            return (days, text[match.end() :]) if days else None
    return _relative(text, today)


def _relative(text: str, today: date) -> tuple[Days, str] | None:
    month = _RELATIVE_MONTH.match(text)
    if month:
        days = _in_month(*_shift(today, steps(month["step"])), month)
        return (days, text[month.end() :]) if days else None
    quarter = _QUARTER.match(text)
    if quarter:
        since = (today.month - 1) % 3
        year, first = _shift(today, steps(quarter["step"]) * 3 - since)
        return Days(date(year, first, 1), _last_of(year, first + 2)), text[quarter.end() :]
    part = _YEAR_PART.match(text)
    return read_in_year(text, today.year) if part else None


def steps(said: str | None) -> int:
    """上上 is two back, 下 one on."""
    return 0 if not said or said[0] in "这本当" else len(said) * (1 if said[0] == "下" else -1)


def _in_month(year: int, month: int, match: re.Match[str]) -> Days | None:
    said = match.groupdict()
    end = _last_of(year, month)
    if said.get("day"):
        count = _count(said["day"])
        return one_day(date(year, month, count)) if 1 <= count <= end.day else None
    first, last = _MONTH_PARTS[said["part"]] if said.get("part") else (1, 31)
    return Days(date(year, month, first), date(year, month, min(last, end.day)))


def _count(text: str) -> int:
    return int(number(text.replace("廿", "二十")) or 0)


def _shift(today: date, by: int) -> tuple[int, int]:
    index = today.year * 12 + today.month - 1 + by
    return index // 12, index % 12 + 1


def _last_of(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
