"""The door to the data."""

import asyncio
import sqlite3

from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.database import transaction


async def test_a_transaction_that_is_cut_off_leaves_no_lock_behind(
    sqlite: AsyncEngine, sqlite_url: str
) -> None:
    other = sqlite3.connect(str(make_url(sqlite_url).database), isolation_level=None, timeout=1)
    other.execute("CREATE TABLE notes (text)")

    async def work() -> None:
        async with transaction(sqlite) as session:
            await session.execute(text("INSERT INTO notes VALUES ('这里')"))
            await session.execute(text("SELECT * FROM notes"))

    for turns in range(150):
        async with transaction(sqlite) as session:
            await session.execute(text("SELECT 'a connection is ready'"))
        task = asyncio.create_task(work())
        for _ in range(turns % 30):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait({task})
        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")
    other.close()
