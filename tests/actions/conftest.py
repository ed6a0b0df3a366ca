"""The made-up company on SQLite, and turns of a customer made by hand."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.database import connect
from backend.migrations import migrate
from backend.seed.service import seed


async def _create(url: str) -> None:
    await migrate(url)
    engine = connect(url)
    await seed(engine)
    await engine.dispose()


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("company") / "yida.db"
    asyncio.run(_create(f"sqlite+aiosqlite:///{file}"))
    return file


@pytest.fixture
async def engine(company: Path, tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    engine = connect(f"sqlite+aiosqlite:///{shutil.copy(company, tmp_path)}")
    yield engine
    await engine.dispose()
