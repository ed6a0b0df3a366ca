"""How one table holds something of a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import JSON, ColumnElement, inspect, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from backend.database import Base
from backend.people.whose import Value, Whose

Column = InstrumentedAttribute[Any]


@dataclass(frozen=True)
class Holding:
    """The rows whose `key` is among the values of `whose`.

    `blank`: the columns to be emptied; None: the rows go. `told`: the columns that an export shows
    under `section` (the table's name, unless given).
    """

    whose: Whose
    key: Column | tuple[Column, Column]
    blank: Sequence[Column] | None = None
    told: Sequence[Column] = ()
    section: str = ""

    @property
    def model(self) -> type[Base]:
        column = self.key[0] if isinstance(self.key, tuple) else self.key
        return cast(type[Base], column.class_)

    @property
    def name(self) -> str:
        return self.section or self.model.__tablename__

    def among(self, values: Sequence[Value]) -> ColumnElement[bool]:
        return (tuple_(*self.key) if isinstance(self.key, tuple) else self.key).in_(values)


def all_of(model: type[Base], *without: Column) -> list[Column]:
    """Its columns, without those that say nothing to the person."""
    left_out = {column.key for column in without}
    columns: list[Column] = [
        getattr(model, attribute.key)
        for attribute in inspect(model).column_attrs
        if attribute.key not in left_out
    ]
    return columns


def emptied(column: Column) -> object:
    """What an emptied column holds."""
    if column.nullable:
        return None
    return {} if isinstance(column.type, JSON) else ""
