"""WeChat and WeCom count: five messages after each of the customer's, within 48 hours."""

from datetime import timedelta

import pytest
from aiohttp import web
from fakes import FakeEngine, Json
from lines import Line, eventually
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.channels.models import Window
from backend.clock import now
from backend.conversations import log, opening
from backend.conversations.models import Author, DeliveryState, OutboxEntry
from backend.database import reading, transaction
from cli.simulators.wechat import Wechat
from cli.simulators.weixin import QUOTA
from service.texts import words

both = pytest.mark.parametrize("kind", ["wechat", "wecom"], indirect=True)
only_wechat = pytest.mark.parametrize("kind", ["wechat"], indirect=True)
"""WeCom has no templates."""


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


@both
async def test_what_a_turn_says_is_said_in_one_message(line: Line, engine: FakeEngine) -> None:
    engine.next.append(talkative)
    await line.say("说来听听", "m-1")
    assert (await line.seen()).text == "\n\n".join(f"第{n}段" for n in range(1, 8))
    assert line.platform.tries <= 2


@both
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


@both
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


@pytest.fixture
def template(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YIDA_WECHAT_TEMPLATE_ID", "a-template")


@pytest.fixture
async def silent(template: None, line: Line, database: AsyncEngine) -> Line:
    """A customer of WeChat who wrote three days ago."""
    await line.say("你好", "m-1")
    await line.seen()
    async with transaction(database) as session:
        await session.execute(update(Window).values(heard_at=now() - timedelta(days=3)))
    return line


@only_wechat
async def test_whom_nothing_may_be_sent_is_asked_once_to_write_and_then_gets_it(
    silent: Line, database: AsyncEngine
) -> None:
    await say_to(database, silent, "包裹到站了")
    assert (await silent.seen()).text == words("channels")["knock"]
    await say_to(database, silent, "包裹签收了")
    await eventually(lambda: put_off(database, 2))
    assert silent.platform.shown.empty()
    await silent.say("什么事", "m-2")
    assert (await silent.read(3)) == ["包裹到站了", "包裹签收了", "答：什么事"]


@only_wechat
async def test_where_the_platform_counts_otherwise_the_customer_is_asked_too(
    template: None, line: Line, database: AsyncEngine
) -> None:
    await line.say("你好", "m-1")
    await line.seen()
    assert isinstance(line.platform, Wechat)
    line.platform.sent[line.platform.user] = QUOTA
    await say_to(database, line, "包裹到站了")
    assert (await line.seen()).text == words("channels")["knock"]


async def put_off(database: AsyncEngine, times: int = 1) -> bool:
    """Whether a delivery has been put off so often."""
    async with reading(database) as session:
        query = select(OutboxEntry.id).where(
            OutboxEntry.state == DeliveryState.PENDING, OutboxEntry.attempts >= times
        )
        return (await session.scalars(query)).first() is not None
