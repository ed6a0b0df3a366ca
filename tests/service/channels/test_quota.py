"""WeChat and WeCom count: five messages after each of the customer's, within 48 hours."""

import pytest
from aiohttp import web
from fakes import FakeEngine, Json
from lines import Line, eventually
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.conversations import log, opening
from backend.conversations.models import Author, DeliveryState, OutboxEntry
from backend.database import reading, transaction

pytestmark = pytest.mark.parametrize("kind", ["wechat", "wecom"], indirect=True)


async def talkative(_asked: Json) -> web.StreamResponse:
    return web.json_response({"messages": [{"text": f"第{n}段"} for n in range(1, 8)]})


async def say_to(database: AsyncEngine, line: Line, text: str) -> None:
    """As staff or a notice does it, beside any turn."""
    async with transaction(database) as session:
        user = line.platform.user
        user = f"wkSimulated1:{user}" if line.platform.kind == "wecom" else user
        conversation = await opening.open_for(
            session, line.platform.kind, user, customer_id=None, locale="zh-CN"
        )
        await opening.lock(session, conversation.id)
        log.append(session, conversation, Author.AGENT, text=text)


async def test_what_a_turn_says_is_said_in_one_message(line: Line, engine: FakeEngine) -> None:
    engine.next.append(talkative)
    await line.say("说来听听", "m-1")
    assert (await line.seen()).text == "\n\n".join(f"第{n}段" for n in range(1, 8))
    assert line.platform.tries <= 2


async def test_the_last_message_is_kept_for_the_outcome(
    line: Line, engine: FakeEngine, database: AsyncEngine
) -> None:
    answer, thaw = engine.frozen()
    engine.next.append(answer)
    await line.say("查一下", "m-1")
    for number in range(1, 7):
        await say_to(database, line, f"还在查{number}")
        if number < 5:
            assert (await line.seen()).text == f"还在查{number}"
    thaw.set()
    assert (await line.seen()).text == "还在查5\n\n还在查6\n\n答：查一下"


async def test_what_is_over_the_quota_arrives_when_the_customer_writes_again(
    line: Line, database: AsyncEngine
) -> None:
    await line.say("你好", "m-1")
    await line.seen()
    for number in range(1, 5):
        await say_to(database, line, f"第{number}条")
        await line.seen()
    await say_to(database, line, "第5条")
    await eventually(lambda: put_off(database))
    assert line.platform.shown.empty()
    await line.say("在吗", "m-2")
    assert "第5条" in (await line.seen()).text


async def put_off(database: AsyncEngine) -> bool:
    """Whether a delivery has been put off."""
    async with reading(database) as session:
        query = select(OutboxEntry.id).where(
            OutboxEntry.state == DeliveryState.PENDING, OutboxEntry.attempts > 0
        )
        return (await session.scalars(query)).first() is not None
