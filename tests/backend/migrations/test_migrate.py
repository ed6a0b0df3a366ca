import asyncio
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.database import Base, connect
from backend.migrations import import_models, migrate


def differences(connection: Connection) -> list[object]:
    import_models()
    return list(compare_metadata(MigrationContext.configure(connection), Base.metadata))


async def test_the_migrations_make_what_the_models_say(engine: AsyncEngine) -> None:
    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_migrating_again_changes_nothing(engine: AsyncEngine) -> None:
    await migrate(engine.url.render_as_string(hide_password=False))
    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_processes_may_migrate_at_the_same_time(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'new' / 'yida.db'}"
    await asyncio.gather(migrate(url), migrate(url))
    engine = connect(url)
    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []
    await engine.dispose()
