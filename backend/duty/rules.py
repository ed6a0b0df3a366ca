from datetime import date, time
from enum import StrEnum

from pydantic import model_validator

from backend.rules.table import Row, Table


class DayKind(StrEnum):
    WORKING_DAY = "working_day"
    DAY_OFF = "day_off"


class Hours(Row):
    opens: time
    closes: time

    @model_validator(mode="after")
    def _opens_first(self) -> "Hours":
        if self.opens >= self.closes:
            raise ValueError("closes before it opens")
        return self


class Year(Row):
    holidays: frozenset[date]
    workdays: frozenset[date]


class DutyRules(Row):
    hours: dict[DayKind, Hours | None]
    years: dict[int, Year]

    @model_validator(mode="after")
    def _open_at_times(self) -> "DutyRules":
        if set(self.hours) != set(DayKind) or self.hours[DayKind.WORKING_DAY] is None:
            raise ValueError("every kind of day needs a line, and working days their hours")
        return self


DUTY = Table("duty/rules.yml", DutyRules)
