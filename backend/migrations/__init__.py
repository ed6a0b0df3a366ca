"""The schema's history, and `migrate`, which brings a database up to date."""

import importlib
import pkgutil
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, make_url, text

import backend
from backend.database import connect

HERE = Path(__file__).parent
LOCK = 73_180_001  # any number, the same in every process that migrates


def import_models() -> None:
    """Fills `Base.metadata`: every `models` module under backend/."""
    for module in pkgutil.walk_packages(backend.__path__, "backend."):
        if module.name.endswith(".models"):
            importlib.import_module(module.name)


def config() -> Config:
    result = Config()
    result.set_main_option("script_location", str(HERE))
    return result


def _upgrade(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        # Several processes may start at once: the second waits, then finds nothing to do.
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    settings = config()
    settings.attributes["connection"] = connection
    command.upgrade(settings, "head")


async def migrate(url: str) -> None:
    """Brings the database to the newest revision. Safe to call again, and at the same time."""
    file = make_url(url).database
    if url.startswith("sqlite") and file:
        Path(file).parent.mkdir(parents=True, exist_ok=True)
    engine = connect(url)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(_upgrade)
    finally:
        await engine.dispose()
