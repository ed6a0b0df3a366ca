"""Answers to a customer's own requests: written at once, but at night no app rings for them."""

from collections.abc import AsyncIterator, Callable
from datetime import datetime, time, timedelta

import pytest
from lines import Line, eventually, on_line
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.clock import SHANGHAI, local, now
from backend.conversations.models import (
    Author,
    Conversation,
    DeliveryState,
    Message,
    OutboxEntry,
)
from backend.conversations.reaching import tell
from backend.database import reading, transaction
from backend.notices import quiet
from backend.notices.rules import NOTICES
from cli.simulators.telegram import Telegram
from service.settings import ServiceSettings

Settings = Callable[..., ServiceSettings]
DECIDED = "您的退换货申请（TH1）已通过。"


def at(clock: str) -> datetime:
    """Tomorrow, so that what waits for a later hour is not due yet."""
    tomorrow = local(now()).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time.fromisoformat(clock), SHANGHAI)


@pytest.mark.parametrize(
    ("clock", "waits_for"),
    [
        ("07:59", "08:00"),
        ("08:00", None),
        ("21:59", None),
        ("22:00", "08:00"),
        ("23:59", "08:00"),
        ("00:00", "08:00"),
    ],
)
def test_the_night_ends_at_eight(clock: str, waits_for: str | None) -> None:
    moment = at(clock)
    end = NOTICES.data.quiet.end_after(moment)
    assert (end and f"{end:%H:%M}") == waits_for
    assert end is None or timedelta(0) < end - moment <= timedelta(hours=10)


@pytest.fixture
async def line(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Line]:
    async with on_line(Telegram.kind, settings(), monkeypatch) as line:
        await line.say("我要退货", "m-1")
        await line.seen()
        yield line


async def decide(
    database: AsyncEngine, monkeypatch: pytest.MonkeyPatch, clock: str, *, wrote: timedelta
) -> datetime:
    """It is decided at that hour; when it may reach the app. `wrote`: so long before it."""
    moment = at(clock)
    monkeypatch.setattr(quiet, "now", lambda: moment)
    async with transaction(database) as session:
        mine = Message.author == Author.CUSTOMER
        await session.execute(update(Message).where(mine).values(created_at=moment - wrote))
        conversation_id = (await session.scalars(select(Conversation.id))).one()
        message = await tell(session, None, conversation_id, Author.AGENT, DECIDED)
        assert message is not None
        await session.flush()
        query = select(OutboxEntry.next_attempt_at).where(OutboxEntry.message_id == message.id)
        return (await session.scalars(query)).one()


async def test_by_day_it_arrives_at_once(
    line: Line, database: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    await decide(database, monkeypatch, "12:00", wrote=timedelta(days=1))
    assert (await line.seen()).text == DECIDED


async def test_at_night_it_waits_for_the_morning(
    line: Line, database: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    rings_at = await decide(database, monkeypatch, "03:00", wrote=timedelta(hours=1))
    assert rings_at == at("08:00")
    assert line.platform.shown.empty()


async def test_who_is_there_at_night_gets_it_at_once(
    line: Line, database: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    await decide(database, monkeypatch, "03:00", wrote=timedelta(minutes=5))
    assert (await line.seen()).text == DECIDED


async def test_who_writes_at_night_gets_what_has_waited_before_the_answer(
    line: Line, database: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    await decide(database, monkeypatch, "03:00", wrote=timedelta(hours=1))
    await line.say("还没睡", "m-2")
    assert [(await line.seen()).text for _ in range(2)] == [DECIDED, "答：还没睡"]


async def test_what_another_process_is_sending_is_not_sent_again_when_the_customer_writes(
    line: Line, database: AsyncEngine
) -> None:
    async with transaction(database) as session:
        sending = {"state": DeliveryState.SENDING, "next_attempt_at": now() + timedelta(days=1)}
        await session.execute(update(OutboxEntry).values(**sending))
    await line.say("在吗", "m-2")

    async def answered() -> bool:
        async with reading(database) as session:
            return len((await session.scalars(select(OutboxEntry.id))).all()) == 2

    await eventually(answered)
    async with reading(database) as session:
        first = (await session.scalars(select(OutboxEntry).order_by(OutboxEntry.seq))).first()
        assert first is not None
        assert first.next_attempt_at > now() + timedelta(hours=1)
