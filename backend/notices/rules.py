from datetime import datetime, time, timedelta
from enum import StrEnum

from pydantic import PositiveInt, model_validator

from backend.rules.table import Row, Table


class Party(StrEnum):
    RECIPIENT = "recipient"
    SENDER = "sender"


class Quiet(Row):
    begins: time
    ends: time
    present_minutes: PositiveInt

    def end_after(self, moment: datetime) -> datetime | None:
        """By the same clock as `moment`; None outside of the quiet hours."""
        clock, overnight = moment.time(), self.begins > self.ends
        if overnight and clock >= self.begins:
            return datetime.combine(moment.date() + timedelta(days=1), self.ends, moment.tzinfo)
        if clock < self.ends and (overnight or clock >= self.begins):
            return datetime.combine(moment.date(), self.ends, moment.tzinfo)
        return None


class Incident(Row):
    shipments: PositiveInt
    hours: PositiveInt


class Kind(Row):
    codes: frozenset[str]
    tell: frozenset[Party]


EXCEPTION = "exception"
"""The kind of which many at one place are an incident."""


class NoticeRules(Row):
    quiet: Quiet
    gather_minutes: PositiveInt
    fresh_hours: PositiveInt
    incident: Incident
    kinds: dict[str, Kind]

    @model_validator(mode="after")
    def clear(self) -> "NoticeRules":
        codes = [code for kind in self.kinds.values() for code in kind.codes]
        if len(codes) != len(set(codes)):
            raise ValueError("a code belongs to two kinds")
        if EXCEPTION not in self.kinds:
            raise ValueError(f"no kind {EXCEPTION}")
        return self

    def kind_of(self, code: str) -> str:
        return next(name for name, kind in self.kinds.items() if code in kind.codes)


NOTICES = Table("notices/rules.yml", NoticeRules)
