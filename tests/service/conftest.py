"""A service over a real database, with a fake engine behind it."""

from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path

import jwt
import pytest
from databases import empty_file, postgres_template, postgres_url, sqlite_url
from fakes import SECRET, FakeEngine, Service, running_engine, running_service
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.clock import now
from backend.database import connect
from service.settings import ServiceSettings

__all__ = ["empty_file", "postgres_template", "postgres_url", "sqlite_url"]


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
            "notice_seconds": 600,  # on a slow machine it would come in between
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
