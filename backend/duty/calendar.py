"""Working days, holidays and office hours in China."""

from datetime import date, datetime, timedelta

import chinese_calendar

from backend.clock import SHANGHAI, local
from backend.duty.rules import DUTY, DayKind, Hours

SATURDAY = 5


def is_working_day(day: date) -> bool:
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        year = DUTY.data.years.get(day.year)
    # A year's holidays are published the November before; until then weekdays are the best guess.
    weekday = day.weekday() < SATURDAY
    if year is None:
        return weekday
    return day in year.workdays or (weekday and day not in year.holidays)


def hours_on(day: date) -> Hours | None:
    """None: closed all day."""
    return DUTY.data.hours[DayKind.WORKING_DAY if is_working_day(day) else DayKind.DAY_OFF]


def is_open(moment: datetime) -> bool:
    here = local(moment)
    hours = hours_on(here.date())
    return hours is not None and hours.opens <= here.time() < hours.closes


def next_opening(moment: datetime) -> datetime:
    """When the office opens next, in Shanghai's time; `moment` itself while it is open."""
    here = local(moment)
    if is_open(moment):
        return here
    day = here.date()
    while True:
        hours = hours_on(day)
        if hours is not None:
            opens = datetime.combine(day, hours.opens, SHANGHAI)
            if opens > here:
                return opens
        day += timedelta(days=1)
