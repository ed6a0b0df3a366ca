"""The part of a wished time in which a courier can come."""

from datetime import datetime, timedelta

from backend.clock import SHANGHAI, local, now
from backend.terms.rules import TERMS

SHORTEST = timedelta(hours=1)


def window_within(start: datetime, end: datetime) -> tuple[datetime, datetime] | None:
    """On the first day of the wish, in service hours, from now on; None when that is over."""
    start = max(start, now())
    date = local(start).date()
    hours = TERMS.data.pickup.hours
    opens, closes = (datetime.combine(date, at, SHANGHAI) for at in (hours.opens, hours.closes))
    first = max(start, opens).replace(microsecond=0)
    last = min(max(end + timedelta(seconds=1), start + SHORTEST), closes)
    return (first, last.replace(second=0)) if end >= now() and last > first else None
