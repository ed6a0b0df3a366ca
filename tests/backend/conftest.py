"""A real, migrated database per test, on SQLite and, where it answers, on PostgreSQL."""

from collections.abc import AsyncIterator

import pytest
from databases import (
    empty_file,
    postgres_template,
    postgres_url,
    seeded_file,
    seeded_url,
    sqlite_url,
)
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.database import connect

__all__ = [
    "empty_file",
    "postgres_template",
    "postgres_url",
    "seeded_file",
    "seeded_url",
    "sqlite_url",
]


@pytest.fixture
async def sqlite(sqlite_url: str) -> AsyncIterator[AsyncEngine]:
    """Migrated and empty."""
    engine = connect(sqlite_url)
    yield engine
    await engine.dispose()


@pytest.fixture
async def seeded(seeded_url: str) -> AsyncIterator[AsyncEngine]:
    """The whole made-up company, on SQLite."""
    engine = connect(seeded_url)
    yield engine
    await engine.dispose()


@pytest.fixture
async def postgres(postgres_url: str) -> AsyncIterator[AsyncEngine]:
    """Migrated and empty, in a database of its own."""
    engine = connect(postgres_url)
    yield engine
    await engine.dispose()


@pytest.fixture(params=["sqlite", "postgres"])
def engine(request: pytest.FixtureRequest) -> AsyncEngine:
    """The same behaviour is expected on both."""
    result: AsyncEngine = request.getfixturevalue(request.param)
    return result
