"""The engine's memory of conversations: a small database of its own, written by bot/."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, String, column, delete, inspect, make_url, select, table
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession, create_async_engine

from backend.conversations.models import Message
from backend.people.whose import CHUNK, Belongings, Whose

TRACKERS = table("engine_trackers", column("conversation_id", String))
KEY = TRACKERS.c.conversation_id
DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}


async def forget(url: str, gone: Belongings) -> None:
    """`url` as the engine has it, with a synchronous driver. Where no engine ever ran there is
    nothing to forget."""
    async with _opened(url) as connection:
        if connection is not None:
            for values in gone.chunks(Whose.CONVERSATION):
                await connection.execute(delete(TRACKERS).where(KEY.in_(values)))


async def sweep(url: str, session: AsyncSession) -> None:
    """Forgets conversations in which nothing is left, such as one whose last turn was still with
    the engine when it was erased. A message is stored before the engine hears of it."""
    async with _opened(url) as connection:
        last = ""
        while connection is not None:
            query = select(KEY).where(last < KEY).order_by(KEY).limit(CHUNK)
            keys = (await connection.execute(query)).scalars().all()
            if not keys:
                break
            last = keys[-1]
            await connection.execute(delete(TRACKERS).where(KEY.in_(await _empty(session, keys))))


async def _empty(session: AsyncSession, keys: Sequence[str]) -> list[str]:
    alive = select(Message.conversation_id).where(Message.conversation_id.in_(keys)).distinct()
    return [*{*keys} - {*await session.scalars(alive)}]


@asynccontextmanager
async def _opened(url: str) -> AsyncIterator[AsyncConnection | None]:
    address = make_url(url)
    kind = address.get_backend_name()
    if kind == "sqlite" and not _exists(address):
        yield None
        return
    engine = create_async_engine(address.set(drivername=DRIVERS[kind]))
    try:
        async with engine.begin() as connection:
            if kind == "sqlite":
                await connection.exec_driver_sql("PRAGMA secure_delete=ON")
            yield connection if await connection.run_sync(_has_trackers) else None
    finally:
        await engine.dispose()


def _exists(address: URL) -> bool:
    """Connecting would make the file, but not its folder."""
    return Path(address.database or "").exists()


def _has_trackers(connection: Connection) -> bool:
    return inspect(connection).has_table(TRACKERS.name)
