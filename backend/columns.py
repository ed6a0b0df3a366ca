"""Column types that every model shares."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from sqlalchemy import Enum, String
from sqlalchemy.orm import mapped_column

from backend.database import UtcDateTime

Key = Annotated[int, mapped_column(primary_key=True)]
Moment = Annotated[datetime, mapped_column(UtcDateTime)]
Code = Annotated[str, mapped_column(String(40))]
Name = Annotated[str, mapped_column(String(80))]
Phone = Annotated[str, mapped_column(String(20))]
Line = Annotated[str, mapped_column(String(200))]


def choice(kind: type[StrEnum]) -> Enum:
    """A column of one of `kind`'s values, kept as text so that a new value needs no migration."""
    return Enum(
        kind,
        native_enum=False,
        length=24,
        create_constraint=False,
        values_callable=lambda members: [member.value for member in members],
    )
