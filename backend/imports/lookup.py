"""Finding the rows that exist already, by their natural keys."""

from typing import TypeVar

from sqlalchemy import Select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from backend.database import Base

CHUNK = 5_000  # PostgreSQL takes 32,767 parameters in one statement

M = TypeVar("M", bound=Base)


async def by_keys(
    session: AsyncSession,
    query: Select[M],
    column: InstrumentedAttribute[str] | InstrumentedAttribute[str | None],
    keys: list[str],
) -> list[M]:
    rows: list[M] = []
    for start in range(0, len(keys), CHUNK):
        rows += await session.scalars(query.where(column.in_(keys[start : start + CHUNK])))
    return rows
