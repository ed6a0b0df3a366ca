from datetime import time
from enum import StrEnum

from pydantic import PositiveInt, model_validator

from backend.rules.table import Row, Table


class Party(StrEnum):
    RECIPIENT = "recipient"
    SENDER = "sender"


class Quiet(Row):
    begins: time
    ends: time

    def covers(self, moment: time) -> bool:
        if self.begins <= self.ends:
            return self.begins <= moment < self.ends
        return moment >= self.begins or moment < self.ends


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
