"""Times as a customer reads them."""

from datetime import datetime

from backend.clock import local
from backend.duty.rules import DUTY, DayKind, Hours
from service.texts import words

WEEKDAYS = "一二三四五六日"


def day_and_time(moment: datetime) -> str:
    """11月24日（周二）8:00"""
    here = local(moment)
    return f"{here.month}月{here.day}日（周{WEEKDAYS[here.weekday()]}）{here.hour}:{here.minute:02}"


def office_hours() -> str:
    """工作日8:00–20:00，周末和节假日9:00–18:00"""
    named = words("duty")
    return "，".join(f"{named[kind]}{_span(DUTY.data.hours[kind])}" for kind in DayKind)


def _span(hours: Hours | None) -> str:
    if hours is None:
        return words("duty")["closed"]
    return "–".join(f"{at.hour}:{at.minute:02}" for at in (hours.opens, hours.closes))
