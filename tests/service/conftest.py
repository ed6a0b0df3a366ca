"""A service over a real database, with a fake engine behind it."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import asyncpg
import jwt
import pytest
from fakes import SECRET, FakeEngine, Service, running_engine, running_service
from sqlalchemy import make_url
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.clock import now
from backend.database import connect
from backend.migrations import migrate
from service.settings import ServiceSettings

POSTGRES = os.environ.get("YIDA_TEST_POSTGRES", "postgresql+asyncpg://postgres@127.0.0.1:5432/test")


async def _administer(statement: str) -> None:
    """For statements that no transaction may hold, such as CREATE DATABASE."""
    url = make_url(POSTGRES).set(drivername="postgresql")
    connection = await asyncpg.connect(url.render_as_string(hide_password=False), timeout=3)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("migrated") / "yida.db"
    asyncio.run(migrate(f"sqlite+aiosqlite:///{file}"))
    return file


@pytest.fixture
def sqlite_url(migrated_file: Path, tmp_path: Path) -> str:
    return f"sqlite+aiosqlite:///{shutil.copy(migrated_file, tmp_path)}"


def _url_of(name: str) -> str:
    return make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def migrated_postgres() -> Iterator[str]:
    """The name of a database to copy, for migrating takes longer than most tests."""
    name = f"yida_{uuid4().hex}"
    try:
        asyncio.run(_administer(f"CREATE DATABASE {name}"))
    except OSError as error:
        pytest.skip(f"PostgreSQL does not answer: {error}")
    try:
        asyncio.run(migrate(_url_of(name)))
        yield name
    finally:
        asyncio.run(_administer(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture
async def postgres_url(migrated_postgres: str) -> AsyncIterator[str]:
    name = f"yida_{uuid4().hex}"
    await _administer(f"CREATE DATABASE {name} TEMPLATE {migrated_postgres}")
    try:
        yield _url_of(name)
    finally:
        await _administer(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite_url", "postgres_url"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The same behaviour is expected on both."""
    return str(request.getfixturevalue(request.param))


@pytest.fixture
async def database(sqlite_url: str) -> AsyncIterator[AsyncEngine]:
    """The database behind `service`."""
    engine = connect(sqlite_url)
    yield engine
    await engine.dispose()


@pytest.fixture
async def engine() -> AsyncIterator[FakeEngine]:
    async with running_engine() as running:
        yield running


Settings = Callable[..., ServiceSettings]


@pytest.fixture
def settings(sqlite_url: str, engine: FakeEngine, tmp_path: Path) -> Settings:
    """Quick settings without limits; keyword arguments change them."""

    def make(**changes: object) -> ServiceSettings:
        quick = {
            "database_url": sqlite_url,
            "engine_urls": (engine.url,),
            "var_dir": tmp_path / "var",
            "web_dir": tmp_path / "web",
            "models_dir": tmp_path / "models",
            "train_command": ("true",),  # no training ever begins
            "identity_secret": SECRET,
            "attempt_seconds": 5,
            "retry_seconds": 0.01,
            "retry_seconds_max": 0.05,
            "tick_seconds": 0.02,
            "poll_seconds": 0.02,
            "duty": "always",
            "session_burst": 100_000,
            "address_burst": 100_000,
        }
        return ServiceSettings.model_validate(quick | changes)

    return make


@pytest.fixture
async def service(settings: Settings) -> AsyncIterator[Service]:
    async with running_service(settings()) as running:
        yield running


@pytest.fixture
def identity() -> Callable[..., str]:
    """A host site's word for who its visitor is."""

    def sign(sub: str = "u-1", name: str = "林晓梅") -> str:
        claims = {"sub": sub, "name": name, "exp": now() + timedelta(minutes=10)}
        return jwt.encode(claims, SECRET)

    return sign
