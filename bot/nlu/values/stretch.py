"""A stretch of whole days, and which of several is meant."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta


@dataclass(frozen=True)
class Days:
    """`step`: days to the next of its kind where the words may mean it (周三, not 上周三)."""

    first: date
    last: date
    step: int | None = None

    def moved(self, days: int) -> "Days":
        by = timedelta(days=days)
        return replace(self, first=self.first + by, last=self.last + by)

    def distance(self, today: date) -> int:
        """Days between, 0 within it."""
        return max((self.first - today).days, (today - self.last).days, 0)


def one_day(day: date, step: int | None = None) -> Days:
    return Days(day, day, step)


def nearest(found: Iterable[Days], today: date) -> Days | None:
    """双11 in November is this one, in May the one to come: nobody asks about half a year ago."""
    return min(found, key=lambda days: days.distance(today), default=None)
