"""What a customer says of time, as a stretch of Shanghai's calendar."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.nlu.values.clock import DAY, Clock, read_clock
from bot.nlu.values.days import read_days
from bot.nlu.values.numerals import NUMERAL, number
from bot.nlu.values.stretch import Days

SHANGHAI = ZoneInfo("Asia/Shanghai")

_RANGE = re.compile(r"到|至|~|—|–|-|或者?|和|跟")
_NOISE = re.compile(r"[\s的,，、]|左右|前后|钟(?!头)|大概|大约|差不多")
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?")
_MONTH_DAY = re.compile(r"(?<![\d:])(\d{1,2})[/.](\d{1,2})(?![\d:点])")
_AGO = re.compile(rf"(?P<n>{NUMERAL})个?(?P<unit>小时|钟头|分钟|分)(?:之|以)?(?P<way>前|后)")
_OPEN = re.compile(r"(?:之|以)?[前后内]$|期间$|那天$|那会儿?$|开始$")
_DAY_ALONE = re.compile(r"[\d一二三四五六七八九十廿]{1,3}[号日].*")
_WEEKDAY_OF_A_DAY = re.compile(r"(?<=(?<!周)[天儿号])周[一二三四五六日天]")
"""明天周六 says no more than 明天."""
_UNIT = re.compile(r"点半?|号|日|时|月")
_CLOSING = 21 * 60
"""An hour without 上午 or 下午 is taken in the evening only as far as couriers work."""


@dataclass(frozen=True)
class _Said:
    """One end of what was said: the days, the clock, and neither where the words name none."""

    days: Days | None
    clock: Clock | None


def time_value(text: str, now: datetime) -> dict[str, str] | None:
    """`from` and `to` are both within the stretch, to the second: 今天 ends at 23:59:59. A `now`
    without a zone is Shanghai's."""
    local = now.astimezone(SHANGHAI) if now.tzinfo else now.replace(tzinfo=SHANGHAI)
    local = local.replace(microsecond=0)
    try:
        stretch = _stretch(_clean(text), local)
    except (ValueError, OverflowError):  # 2月30号, 公元0年
        return None
    if stretch is None:
        return None
    return {"from": stretch[0].isoformat(), "to": stretch[1].isoformat()}


def _clean(text: str) -> str:
    text = _DATE.sub(r"\1年\2月\3号", text)
    text = _MONTH_DAY.sub(r"\1月\2号", text) if text not in ("11.11", "12.12") else text
    text = _NOISE.sub("", text)
    text = text.replace("礼拜", "周").replace("星期", "周").replace("儿个", "儿")
    return _WEEKDAY_OF_A_DAY.sub("", text)


def _stretch(text: str, now: datetime) -> tuple[datetime, datetime] | None:
    ago = _AGO.fullmatch(text)
    if ago:
        return _ago(ago, now)
    whole = _said(text, now.date())
    if whole:
        return _placed(whole, now)
    parts = _RANGE.split(text)
    if len(parts) != 2:
        return None
    unit = _UNIT.search(parts[1])
    first = _said(parts[0], now.date()) or _said(parts[0] + unit[0] if unit else "", now.date())
    return _between(first, parts[1], now) if first else None


def _said(text: str, today: date) -> _Said | None:
    """None unless every character has been understood, save a few that open a side (周五之前)."""
    days, rest = read_days(text, today)
    clock = read_clock(rest) if rest else None
    if clock or (days and not rest):
        return _Said(days, clock)
    bare = _OPEN.sub("", text)
    return _said(bare, today) if bare and bare != text else None


def _ago(match: re.Match[str], now: datetime) -> tuple[datetime, datetime] | None:
    count = number(match["n"])
    if count is None:
        return None
    unit = 1 if match["unit"].startswith("分") else 60
    minutes = timedelta(minutes=float(count) * unit)
    moment = now - minutes if match["way"] == "前" else now + minutes
    return moment, moment


def _placed(said: _Said, now: datetime) -> tuple[datetime, datetime]:
    clock = said.clock or DAY
    days = said.days or Days(now.date(), now.date(), step=1)
    stretches = [_on(days, reading) for reading in clock.readings(_CLOSING)]
    to_come = [s for s in stretches if (s[0] if clock.point else s[1]) >= now]
    if to_come and days.last >= now.date():
        return to_come[0]
    return _on(days.moved(days.step), clock) if days.step else stretches[0]


def _on(days: Days, clock: Clock) -> tuple[datetime, datetime]:
    start = datetime.combine(days.first, time(), SHANGHAI) + timedelta(minutes=clock.start)
    end = datetime.combine(days.last, time(), SHANGHAI) + timedelta(minutes=clock.end)
    return start, end if clock.closed else end - timedelta(seconds=1)


def _between(first: _Said, text: str, now: datetime) -> tuple[datetime, datetime] | None:
    """Read from the first day on where its own reading would end before it (周一到周五) or where
    it is a day of the same month (10月1号到7号)."""
    today = now.date()
    last = _said(text, today)
    if last and not last.days and last.clock and first.clock:
        return _placed(_Said(first.days, first.clock.until(last.clock)), now)
    start = _placed(first, now)[0]
    since = [start.date() + timedelta(days=days) for days in (0, 15, 30)]
    for day in since if _DAY_ALONE.fullmatch(text) else [today, *since]:
        last = _said(text, day)
        if last and last.days:
            end = _on(last.days, last.clock or DAY)[1]
            if end >= start:
                return start, end
    return None
