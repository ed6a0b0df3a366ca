"""The one door to SQL: engine, sessions and the only commit."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from datetime import UTC, datetime
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import DateTime, Dialect, Engine, MetaData, TypeDecorator, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import DeclarativeBase

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime in UTC. SQLite forgets the zone; this puts it back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive datetime")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def connect(url: str) -> AsyncEngine:
    """An engine for SQLite or PostgreSQL, ready for several processes at once."""
    return _sqlite(url) if url.startswith("sqlite") else _postgres(url)


def _postgres(url: str) -> AsyncEngine:
    # A process that hangs within a transaction must not hold others up for long.
    limits = {"server_settings": {"idle_in_transaction_session_timeout": "30s"}}
    engine = create_async_engine(url, pool_pre_ping=True, connect_args=limits)

    @event.listens_for(engine.sync_engine, "handle_error", retval=True)
    def _name(context: ExceptionContext) -> Exception | None:
        # The driver gives a connection that breaks in mid-query no class of its own.
        if not context.is_disconnect or type(context.sqlalchemy_exception) is not DBAPIError:
            return None
        said, cause = (context.statement, context.parameters), context.original_exception
        return OperationalError(*said, cause, connection_invalidated=True)

    return engine


def _sqlite(url: str) -> AsyncEngine:
    engine = create_async_engine(url, connect_args={"timeout": 15})

    @event.listens_for(engine.sync_engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        # Transactions are begun by us (below), not by the driver's guess at the first write.
        connection.isolation_level = None
        # secure_delete: what is erased is overwritten, not left in the file's free pages.
        for pragma in (
            "journal_mode=WAL",
            "foreign_keys=ON",
            "synchronous=NORMAL",
            "secure_delete=ON",
        ):
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Any) -> None:
        # IMMEDIATE: a reader that turns writer half-way would fail at once under WAL
        # ("database is locked") instead of waiting its turn.
        read_only = connection.get_execution_options().get("read_only", False)
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")

    @event.listens_for(engine.sync_engine, "invalidate")
    def _roll_back(connection: Any, _record: Any, _error: BaseException | None) -> None:
        # A task that is cancelled leaves a cursor open, and SQLite keeps the transaction of a
        # connection closed so, with its lock, until somebody forgets that cursor.
        connection.rollback()

    return engine


@asynccontextmanager
async def transaction(engine: AsyncEngine) -> AsyncIterator[AsyncSession]:
    """The edge of a request, an action or a job: commits at the end, rolls back on any error."""
    async with (
        _turn_to_write(engine),
        AsyncSession(engine, expire_on_commit=False) as session,
        session.begin(),
    ):
        yield session


_writers: WeakKeyDictionary[Engine, asyncio.Lock] = WeakKeyDictionary()


def _turn_to_write(engine: AsyncEngine) -> AbstractAsyncContextManager[None]:
    """SQLite lets waiting writers starve each other; in one process they can queue up fairly."""
    if engine.dialect.name != "sqlite":
        return nullcontext()
    return _writers.setdefault(engine.sync_engine, asyncio.Lock())


@asynccontextmanager
async def reading(engine: AsyncEngine) -> AsyncIterator[AsyncSession]:
    """A session that only reads: it waits for no writer and commits nothing."""
    async with AsyncSession(engine.execution_options(read_only=True)) as session:
        yield session
