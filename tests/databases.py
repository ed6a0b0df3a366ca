"""Databases for tests, migrated and seeded once a session and copied for each test."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest
from sqlalchemy import make_url

from backend.database import connect
from backend.migrations import migrate
from backend.seed.service import seed

POSTGRES = os.environ.get("YIDA_TEST_POSTGRES", "postgresql+asyncpg://postgres@127.0.0.1:5432/test")


async def _administer(statement: str) -> None:
    """Runs a statement that no transaction may hold, such as CREATE DATABASE."""
    url = make_url(POSTGRES).set(drivername="postgresql")
    connection = await asyncpg.connect(url.render_as_string(hide_password=False), timeout=30)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


def _in_postgres(name: str) -> str:
    return make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)


async def _create_seeded(url: str) -> None:
    await migrate(url)
    engine = connect(url)
    await seed(engine)
    await engine.dispose()


@asynccontextmanager
async def _postgres_database(template: str = "template1") -> AsyncIterator[str]:
    name = f"yida_{uuid4().hex}"
    await _administer(f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield name
    finally:
        await _administer(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Migrated."""
    file = tmp_path_factory.mktemp("empty") / "yida.db"
    asyncio.run(migrate(f"sqlite+aiosqlite:///{file}"))
    return file


@pytest.fixture(scope="session")
def seeded_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Migrated, with the whole made-up company."""
    file = tmp_path_factory.mktemp("seeded") / "yida.db"
    asyncio.run(_create_seeded(f"sqlite+aiosqlite:///{file}"))
    return file


@pytest.fixture(scope="session")
def postgres_template() -> Iterator[str]:
    """The name of a migrated database that the tests' own are copied from."""
    name = f"yida_{uuid4().hex}"
    try:
        asyncio.run(_administer(f"CREATE DATABASE {name}"))
    except OSError as error:
        pytest.skip(f"PostgreSQL does not answer at {POSTGRES}: {error}")
    try:
        asyncio.run(migrate(_in_postgres(name)))
        yield name
    finally:
        asyncio.run(_administer(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture
def sqlite_url(empty_file: Path, tmp_path: Path) -> str:
    return f"sqlite+aiosqlite:///{shutil.copy(empty_file, tmp_path)}"


@pytest.fixture
def seeded_url(seeded_file: Path, tmp_path: Path) -> str:
    return f"sqlite+aiosqlite:///{shutil.copy(seeded_file, tmp_path)}"


@pytest.fixture
async def postgres_url(postgres_template: str) -> AsyncIterator[str]:
    async with _postgres_database(postgres_template) as name:
        yield _in_postgres(name)
