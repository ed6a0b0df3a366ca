"""A real, migrated database per test, on SQLite and, where it answers, on PostgreSQL."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest
from sqlalchemy import make_url
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.database import connect
from backend.migrations import migrate
from backend.seed.service import seed

POSTGRES = os.environ.get("YIDA_TEST_POSTGRES", "postgresql+asyncpg://postgres@127.0.0.1:5432/test")


async def administer(statement: str) -> None:
    """Runs a statement that no transaction may hold, such as CREATE DATABASE."""
    url = make_url(POSTGRES).set(drivername="postgresql")
    connection = await asyncpg.connect(url.render_as_string(hide_password=False), timeout=3)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


async def create_seeded(url: str) -> None:
    await migrate(url)
    engine = connect(url)
    await seed(engine)
    await engine.dispose()


def in_postgres(name: str) -> str:
    return make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("empty") / "yida.db"
    asyncio.run(migrate(f"sqlite+aiosqlite:///{file}"))
    return file


@pytest.fixture(scope="session")
def seeded_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("seeded") / "yida.db"
    asyncio.run(create_seeded(f"sqlite+aiosqlite:///{file}"))
    return file


@pytest.fixture
async def sqlite(empty_file: Path, tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    """Migrated and empty."""
    engine = connect(f"sqlite+aiosqlite:///{shutil.copy(empty_file, tmp_path)}")
    yield engine
    await engine.dispose()


@pytest.fixture
async def seeded(seeded_file: Path, tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    """The whole made-up company, on SQLite."""
    engine = connect(f"sqlite+aiosqlite:///{shutil.copy(seeded_file, tmp_path)}")
    yield engine
    await engine.dispose()


@pytest.fixture
async def postgres() -> AsyncIterator[AsyncEngine]:
    """Migrated and empty, in a database of its own."""
    name = f"yida_{uuid4().hex}"
    try:
        await administer(f"CREATE DATABASE {name}")
    except OSError as error:
        pytest.skip(f"PostgreSQL does not answer at {POSTGRES}: {error}")
    try:
        await migrate(in_postgres(name))
        engine = connect(in_postgres(name))
        yield engine
        await engine.dispose()
    finally:
        await administer(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgres"])
def engine(request: pytest.FixtureRequest) -> AsyncEngine:
    """The same behaviour is expected on both."""
    result: AsyncEngine = request.getfixturevalue(request.param)
    return result
