"""Run by alembic. `migrate()` hands a connection over; the alembic command line opens its own."""

import asyncio
from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection, Enum

from backend.database import Base, UtcDateTime, connect
from backend.migrations import import_models
from backend.settings import settings


def render(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    """Writes our own column types as the plain ones they are stored in."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, Enum):
        return f"sa.String({item.length})"
    return False


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        render_item=render,
    )
    with context.begin_transaction():
        context.run_migrations()


async def open_and_run() -> None:
    engine = connect(settings().database_url)
    async with engine.begin() as connection:
        await connection.run_sync(run)
    await engine.dispose()


import_models()
given: Connection | None = context.config.attributes.get("connection")
if given is None:
    asyncio.run(open_and_run())
else:
    run(given)
