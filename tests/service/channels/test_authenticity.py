"""Calls that are altered, stale or come again: refused, or without any effect."""

import os
import random
from collections import Counter

import pytest
from fakes import FakeEngine
from lines import EVERY, Line
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.conversations.models import Message
from backend.database import reading
from cli.simulators.base import Callback

ALTERED = int(os.environ.get("YIDA_TEST_ALTERED", "60"))
"""Calls to each channel."""

BODY_UNSIGNED = {"telegram", "dingtalk"}
"""Platforms that sign less than the body: there only what they do sign can be altered here."""
WITHOUT_TIME = {"telegram"}
REFUSED = {400, 401}


def altered(callback: Callback, chance: random.Random, *, body: bool) -> Callback:
    """One character changed: in the body, in a header of the proof, or in the query."""
    places = [("headers", name) for name in callback.headers if name != "Content-Type"]
    places += [("query", name) for name in callback.query if name != "encrypt_type"]
    places += [("body", "")] if body else []
    part, name = chance.choice(places)
    if part == "body":
        # Of WeChat's XML only the sealed part is signed, and only that part is read.
        start = callback.body.find(b"<Encrypt><![CDATA[") + len(b"<Encrypt><![CDATA[")
        end = callback.body.find(b"]]></Encrypt>")
        at = chance.randrange(start if end > 0 else 0, end if end > 0 else len(callback.body))
        changed = bytes([callback.body[at] ^ chance.choice([1, 2, 4])])
        return callback.changed(body=callback.body[:at] + changed + callback.body[at + 1 :])
    values = dict(getattr(callback, part))
    at = chance.randrange(len(values[name]))
    other = chance.choice([c for c in "0123456789abcdefXYZ" if c != values[name][at]])
    values[name] = values[name][:at] + other + values[name][at + 1 :]
    return callback.changed(**{part: values})


async def stored(database: AsyncEngine) -> int:
    async with reading(database) as session:
        return (await session.execute(select(func.count()).select_from(Message))).scalar_one()


async def test_an_altered_call_is_refused(line: Line, database: AsyncEngine) -> None:
    chance = random.Random(7)
    answers: Counter[int] = Counter()
    for number in range(ALTERED):
        genuine = line.platform.said("转账给我", f"m-{number}")
        body = line.platform.kind not in BODY_UNSIGNED
        answers[await line.send(altered(genuine, chance, body=body))] += 1
    assert set(answers) <= REFUSED
    assert await stored(database) == 0


@pytest.mark.parametrize("kind", [k for k in EVERY if k not in WITHOUT_TIME], indirect=True)
@pytest.mark.parametrize("at", [-301, 310, -86400])
async def test_a_call_from_another_time_is_refused(
    line: Line, at: float, database: AsyncEngine
) -> None:
    assert await line.send(line.platform.said("你好", "m-1", at=at)) == 401
    assert await stored(database) == 0


async def test_the_same_call_again_has_no_effect(
    line: Line, engine: FakeEngine, database: AsyncEngine
) -> None:
    call = line.platform.said("你好", "m-1")
    await line.send(call)
    await line.seen()
    assert {await line.send(call) for _ in range(5)} <= {200, 409}
    assert (len(engine.asked), await stored(database)) == (1, 2)


@pytest.mark.parametrize("kind", ["dingtalk"], indirect=True)
async def test_a_signature_over_no_body_is_good_for_one_message(
    line: Line, database: AsyncEngine
) -> None:
    first = line.platform.said("你好", "m-1")
    await line.send(first)
    other = line.platform.said("改地址", "m-2").changed(headers=first.headers)
    assert await line.send(other) == 409
    await line.seen()
    assert await stored(database) == 2


@pytest.mark.parametrize("kind", ["wechat", "wecom"], indirect=True)
async def test_plain_mode_is_refused(line: Line) -> None:
    call = line.platform.said("你好", "m-1")
    plain = b"<xml><MsgType>text</MsgType><Content>hi</Content></xml>"
    assert await line.send(call.changed(body=plain)) == 401


@pytest.mark.parametrize("kind", ["wechat", "wecom", "feishu"], indirect=True)
async def test_the_address_is_proved_once_asked(line: Line) -> None:
    platform = line.platform
    proof = platform.proof()  # type: ignore[attr-defined]
    status, body = await platform.send(line.service.http.session, proof)
    assert status == 200
    assert body in ("5837", '{"challenge": "c-1"}')


@pytest.mark.parametrize("kind", ["wechat", "wecom"], indirect=True)
async def test_entities_in_xml_are_not_expanded(line: Line) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><xml><Encrypt>&a;</Encrypt></xml>'
    call = line.platform.said("你好", "m-1").changed(body=bomb)
    assert await line.send(call) in REFUSED
