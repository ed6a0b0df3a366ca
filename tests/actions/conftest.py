"""The made-up company on SQLite, and turns of a customer made by hand."""

from collections.abc import AsyncIterator

import pytest
from databases import seeded_file, seeded_url
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.database import connect

__all__ = ["seeded_file", "seeded_url"]


@pytest.fixture
async def engine(seeded_url: str) -> AsyncIterator[AsyncEngine]:
    engine = connect(seeded_url)
    yield engine
    await engine.dispose()
