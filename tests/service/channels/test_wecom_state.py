"""WeCom's own desk: while its staff have a customer, our bot is silent."""

from datetime import timedelta

import pytest
from fakes import FakeEngine
from lines import Line, eventually
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.conversations.models import Author, Conversation, Message, State
from backend.database import reading
from cli.simulators.wecom import BOT, ENDED, HUMAN, Wecom
from service.channels.wecom import sync

pytestmark = pytest.mark.parametrize("kind", ["wecom"], indirect=True)


async def until(database: AsyncEngine, state: State) -> None:
    async def reached() -> bool:
        async with reading(database) as session:
            return (await session.scalars(select(Conversation.state))).first() is state

    await eventually(reached)


def platform(line: Line) -> Wecom:
    assert isinstance(line.platform, Wecom)
    return line.platform


async def test_their_staff_taking_over_silences_the_bot_until_they_end(
    line: Line, engine: FakeEngine, database: AsyncEngine
) -> None:
    await line.say("你好", "m-1")
    await line.seen()
    await line.send(platform(line).changed(1, HUMAN, "e-1"))
    await until(database, State.HUMAN)
    await line.say("有人吗", "m-2")
    await line.send(platform(line).staff_said("您好，我是小王", "m-3"))
    await line.send(platform(line).changed(3, ENDED, "e-2"))
    await until(database, State.BOT)
    await line.say("谢谢", "m-4")
    assert (await line.seen()).text == "答：谢谢"
    assert [asked["text"] for asked in engine.asked] == ["你好", "谢谢"]
    async with reading(database) as session:
        query = select(Message.text).where(Message.author == Author.AGENT)
        assert list(await session.scalars(query)) == ["您好，我是小王"]


async def test_the_watchdog_notices_an_end_that_nobody_told_of(
    line: Line, database: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    await line.say("你好", "m-1")
    await line.seen()
    await line.send(platform(line).changed(1, HUMAN, "e-1"))
    await until(database, State.HUMAN)
    platform(line).states[line.platform.user] = BOT
    monkeypatch.setattr(sync, "TRUST", timedelta(0))
    await until(database, State.BOT)


async def test_a_session_that_ended_meanwhile_is_taken_back(line: Line) -> None:
    """State 2, the platform's queue, refuses our messages with 95018."""
    await line.say("你好", "m-1")
    await line.seen()
    platform(line).states[line.platform.user] = 2
    await line.say("还在吗", "m-2")
    assert (await line.seen()).text == "答：还在吗"
    assert platform(line).states[line.platform.user] == BOT


async def test_a_reply_never_speaks_over_their_staff(line: Line) -> None:
    await line.say("你好", "m-1")
    await line.seen()
    platform(line).states[line.platform.user] = HUMAN
    tries = platform(line).tries
    await line.say("还在吗", "m-2")

    async def tried() -> bool:
        return platform(line).tries > tries

    await eventually(tried)
    assert platform(line).shown.empty()


async def test_a_lost_call_is_made_up_for_by_looking(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    await line.say("你好", "m-1")
    await line.seen()
    platform(line).said("没有通知的消息", "m-2")
    monkeypatch.setattr(sync, "EVERY", timedelta(0))
    assert (await line.seen()).text == "答：没有通知的消息"


async def test_a_simulator_that_was_started_again_is_read_from_its_start(line: Line) -> None:
    await line.say("你好", "m-1")
    await line.seen()
    again = Wecom()
    platform(line).queue, platform(line).run = [], again.run
    await line.say("还在吗", "m-2")
    assert (await line.seen()).text == "答：还在吗"
