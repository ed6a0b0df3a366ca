"""Platforms send again what was not acknowledged to them: Feishu after 15 s, 5 min, 1 h and 6 h."""

import asyncio
import os
from datetime import timedelta

from fakes import FakeEngine
from lines import Line
from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.clock import now
from backend.conversations import receipts
from backend.conversations.models import Author, Message, Receipt
from backend.database import reading, transaction

MESSAGES = int(os.environ.get("YIDA_TEST_REPEATED", "5"))
"""To each channel."""
GAPS = (timedelta(seconds=15), timedelta(minutes=5), timedelta(hours=1), timedelta(hours=6))


async def later(database: AsyncEngine, gap: timedelta) -> None:
    """The receipts grow old, and those that nobody needs are forgotten, as the service does it."""
    async with transaction(database) as session:
        for receipt in await session.scalars(select(Receipt)):
            receipt.received_at -= gap
        await session.flush()
        await receipts.forget(session, now() - timedelta(hours=24))


async def test_repeats_over_seven_hours_count_once(
    line: Line, engine: FakeEngine, database: AsyncEngine
) -> None:
    for number in range(MESSAGES):
        await line.say(f"第{number}句", f"m-{number}", user=str(3000 + number))
    for gap in GAPS:
        await later(database, gap)
        # Sent anew each time, so with a signature of now; two at once, as hasty platforms do.
        calls = [
            line.platform.said(f"第{number}句", f"m-{number}", user=str(3000 + number))
            for number in range(MESSAGES)
            for _ in range(2)
        ]
        assert set(await asyncio.gather(*map(line.send, calls))) <= {200, 202, 409}
    seen = {(await line.seen()).text for _ in range(MESSAGES)}
    assert seen == {f"答：第{number}句" for number in range(MESSAGES)}
    assert line.platform.shown.empty()
    async with reading(database) as session:
        query = select(func.count()).where(Message.author == Author.CUSTOMER)
        assert (await session.execute(query)).scalar_one() == MESSAGES


async def test_after_days_a_receipt_is_forgotten(line: Line, database: AsyncEngine) -> None:
    await line.say("你好", "m-1")
    await line.seen()
    async with transaction(database) as session:
        await session.execute(update(Receipt).values(received_at=now() - timedelta(days=4)))
        await receipts.forget(session, now() - timedelta(days=3))
        assert (await session.scalars(select(Receipt))).all() == []
