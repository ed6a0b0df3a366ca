"""A stretch of days on a calendar in Shanghai."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_
from sqlalchemy.orm import InstrumentedAttribute

from backend.clock import SHANGHAI
from backend.errors import InvalidInput

LONGEST = timedelta(days=400)


@dataclass(frozen=True)
class Period:
    """Both days belong to it. Raises `InvalidInput` for one that is too long or runs backwards."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if not timedelta(0) <= self.last - self.first <= LONGEST:
            raise InvalidInput("no such period", field="from")

    @property
    def start(self) -> datetime:
        return datetime.combine(self.first, time.min, SHANGHAI)

    @property
    def end(self) -> datetime:
        """Just after it."""
        return datetime.combine(self.last, time.min, SHANGHAI) + timedelta(days=1)

    def holds(self, moment: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
        return and_(moment >= self.start, moment < self.end)
