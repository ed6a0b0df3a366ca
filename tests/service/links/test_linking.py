"""One customer on two channels."""

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest
from fakes import SECRET, Customer, FakeEngine, Service
from lines import Line, on_line
from pydantic import SecretStr
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.clock import now
from backend.database import transaction
from backend.links.models import LinkCode
from cli.simulators.telegram import Telegram
from service.sessions.identity import sign
from service.settings import ServiceSettings

Settings = Callable[..., ServiceSettings]


@pytest.fixture
async def line(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Line]:
    async with on_line(Telegram.kind, settings(), monkeypatch) as line:
        yield line


async def signed_in(service: Service, name: str = "u-1") -> Customer:
    return await service.open(identity=sign(name, "林晓梅", SecretStr(SECRET)))


async def code_of(customer: Customer) -> str:
    response = await customer.post("/links", {})
    assert response.status == 201
    return str((await response.json())["code"])


async def asked(line: Line, engine: FakeEngine, text: str, key: str) -> int | None:
    """As which customer the engine is asked."""
    await line.say(text, key)
    await line.seen()
    customer_id: int | None = engine.asked[-1]["metadata"]["customer_id"]
    return customer_id


async def test_a_code_links_the_app_to_the_account(line: Line, engine: FakeEngine) -> None:
    web = await signed_in(line.service)
    await web.send("你好")
    await web.settled()
    customer_id = engine.asked[-1]["metadata"]["customer_id"]
    assert await asked(line, engine, "我的订单", "m-1") is None
    await line.say(f"绑定 {await code_of(web)}", "m-2")
    assert "绑定成功" in (await line.seen()).text
    assert await asked(line, engine, "我的订单", "m-3") == customer_id


async def test_a_code_is_good_once(line: Line) -> None:
    code = await code_of(await signed_in(line.service))
    await line.say(f"绑定{code}", "m-1")
    assert "绑定成功" in (await line.seen()).text
    await line.say(f"绑定{code}", "m-2", user="2002")
    assert "不正确或已过期" in (await line.seen()).text


async def test_of_many_who_type_it_at_once_one_is_linked(line: Line) -> None:
    code = await code_of(await signed_in(line.service))
    await asyncio.gather(
        *(line.say(f"绑定{code}", f"m-{user}", user=str(user)) for user in range(2000, 2010))
    )
    said = [(await line.seen()).text for _ in range(10)]
    assert sum("绑定成功" in text for text in said) == 1


async def test_an_old_code_links_nothing(line: Line, database: AsyncEngine) -> None:
    code = await code_of(await signed_in(line.service))
    async with transaction(database) as session:
        await session.execute(update(LinkCode).values(expires_at=now()))
    await line.say(f"绑定{code}", "m-1")
    assert "不正确或已过期" in (await line.seen()).text


async def test_unlinking_ends_it(line: Line, engine: FakeEngine) -> None:
    await line.say(f"绑定{await code_of(await signed_in(line.service))}", "m-1")
    await line.seen()
    await line.say("解绑", "m-2")
    assert "已解除绑定" in (await line.seen()).text
    assert await asked(line, engine, "我的订单", "m-3") is None


async def test_only_who_is_signed_in_gets_a_code(line: Line) -> None:
    visitor = await line.service.open()
    assert (await visitor.post("/links", {})).status == 403


async def test_notices_are_agreed_to_in_the_app_or_on_the_web(line: Line) -> None:
    web = await signed_in(line.service)
    assert (await (await web.get("/notices")).json()) == {"wanted": False}
    await line.say("订阅通知", "m-1")
    assert "还没有绑定" in (await line.seen()).text
    await line.say(f"绑定{await code_of(web)}", "m-2")
    await line.seen()
    await line.say("订阅通知", "m-3")
    assert "已为您开启通知" in (await line.seen()).text
    assert (await (await web.get("/notices")).json()) == {"wanted": True}
    await web.post("/notices", {"wanted": False})
    assert (await (await web.get("/notices")).json()) == {"wanted": False}
