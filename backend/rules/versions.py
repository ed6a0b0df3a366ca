"""Rules that change from a day on: what was agreed then still holds for what was done then."""

from datetime import date
from typing import Generic, Self, TypeVar

from pydantic import Field, model_validator

from backend.rules.table import Row


class Version(Row):
    version: str
    valid_from: date


V = TypeVar("V", bound=Version)


class VersionTable(Row, Generic[V]):
    versions: list[V] = Field(min_length=1)

    @model_validator(mode="after")
    def distinct(self) -> Self:
        for each in ("version", "valid_from"):
            if len({getattr(row, each) for row in self.versions}) < len(self.versions):
                raise ValueError(f"two versions have the same {each}")
        return self

    def on(self, day: date) -> V:
        """The version in force; on a day before all of them, the first."""
        ordered = sorted(self.versions, key=lambda row: row.valid_from)
        begun = [row for row in ordered if row.valid_from <= day]
        return begun[-1] if begun else ordered[0]

    def named(self, version: str) -> V | None:
        return next((row for row in self.versions if row.version == version), None)
