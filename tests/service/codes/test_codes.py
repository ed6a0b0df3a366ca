import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable
from datetime import timedelta

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from fakes import SECRET, Customer, Service, running_service
from pydantic import SecretStr
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.clock import now
from backend.codes.models import OneTimeCode
from backend.codes.rules import CODES
from backend.conversations.models import Conversation
from backend.customers.models import (
    ContactKind,
    ContactPoint,
    CustomerKind,
    Tier,
)
from backend.customers.models import (
    Customer as Account,
)
from backend.database import connect, reading, transaction
from service.channels.webhook.signature import SIGNATURE, TIMESTAMP, check
from service.settings import ServiceSettings

Settings = Callable[..., ServiceSettings]
PHONE = "13800001234"


class Gateway:
    """An SMS gateway: checks the signature and keeps what it is to send."""

    def __init__(self) -> None:
        self.sent: list[dict[str, str]] = []
        self.status = 200

    async def take(self, request: web.Request) -> web.StreamResponse:
        body = await request.read()
        check(SecretStr(SECRET), request.headers[TIMESTAMP], request.headers[SIGNATURE], body)
        self.sent.append(json.loads(body))
        return web.Response(status=self.status)


@pytest.fixture
async def gateway() -> AsyncIterator[tuple[Gateway, str]]:
    gateway, app = Gateway(), web.Application()
    app.router.add_post("/sms", gateway.take)
    async with TestServer(app) as server:
        yield gateway, str(server.make_url("/sms"))


@pytest.fixture
async def shared(database_url: str) -> AsyncIterator[AsyncEngine]:
    engine = connect(database_url)
    async with transaction(engine) as session:
        session.add(
            Account(
                external_id="u-1",
                name="林晓梅",
                kind=CustomerKind.INDIVIDUAL,
                tier=Tier.C,
                created_at=now(),
                contacts=[ContactPoint(kind=ContactKind.PHONE, value=PHONE, verified=True)],
            )
        )
    yield engine
    await engine.dispose()


@pytest.fixture
async def house(
    settings: Settings, database_url: str, shared: AsyncEngine, gateway: tuple[Gateway, str]
) -> AsyncIterator[Service]:
    ready = settings(
        database_url=database_url, code_sender_url=gateway[1], code_sender_secret=SECRET
    )
    async with running_service(ready) as running:
        yield running


async def ask(customer: Customer, phone: str = PHONE) -> int:
    return (await customer.post("/codes", {"phone": phone})).status


async def give(customer: Customer, code: str) -> tuple[int, dict[str, str]]:
    response = await customer.post("/codes/verify", {"code": code})
    return response.status, await response.json()


def other(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06}"


async def test_the_right_code_signs_in_as_the_phones_customer(
    house: Service, gateway: tuple[Gateway, str], shared: AsyncEngine, identity: Callable[..., str]
) -> None:
    visitor = await house.open()
    await visitor.send("我的快递呢")
    await visitor.settled()
    assert await ask(visitor) == 202
    (sms,) = gateway[0].sent
    assert (sms["phone"], len(sms["code"]), sms["minutes"]) == (PHONE, 6, 5)
    status, opened = await give(visitor, sms["code"])
    assert status == 200
    customer = Customer(house.http, opened)
    assert (await customer.settled())[0]["text"] == "我的快递呢"
    assert (await customer.get("/orders")).status == 200
    # The host site's word for the same customer leads to the same conversation.
    assert (await house.open(identity=identity())).conversation_id == customer.conversation_id
    async with reading(shared) as session:
        stored = (await session.scalars(select(OneTimeCode))).one()
    assert sms["code"] not in stored.code_hash


async def test_an_unknown_phone_becomes_a_customer_once(
    house: Service, gateway: tuple[Gateway, str], shared: AsyncEngine
) -> None:
    conversations = set()
    for number in range(2):
        visitor = await house.open()
        assert await ask(visitor, "13900009999") == 202
        status, opened = await give(visitor, gateway[0].sent[-1]["code"])
        assert status == 200
        conversations.add(opened["conversation_id"])
        await allow_another(shared)
        assert len(gateway[0].sent) == number + 1
    assert len(conversations) == 1
    async with reading(shared) as session:
        names = (await session.scalars(select(Account.name))).all()
    assert sorted(names) == ["139****9999", "林晓梅"]


async def allow_another(database: AsyncEngine) -> None:
    """Let the minute pass after which a phone may have another code."""
    from backend.access.models import GuessCounter, GuessScope

    async with transaction(database) as session:
        await session.execute(
            update(GuessCounter)
            .where(GuessCounter.scope == GuessScope.CODE_AGAIN)
            .values(window_start=now() - timedelta(seconds=61))
        )


async def test_a_code_counts_once_and_only_where_it_was_asked_for(
    house: Service, gateway: tuple[Gateway, str]
) -> None:
    visitor, stranger = await house.open(), await house.open()
    await ask(visitor)
    code = gateway[0].sent[0]["code"]
    assert (await give(stranger, code))[1]["error"]["code"] == "wrong_code"  # type: ignore[index]
    status, opened = await give(visitor, code)
    assert status == 200
    assert (await give(Customer(house.http, opened), code))[0] == 400


async def test_an_old_code_is_refused(
    house: Service, gateway: tuple[Gateway, str], shared: AsyncEngine
) -> None:
    visitor = await house.open()
    await ask(visitor)
    async with transaction(shared) as session:
        await session.execute(update(OneTimeCode).values(expires_at=now()))
    assert (await give(visitor, gateway[0].sent[0]["code"]))[0] == 400


async def test_of_a_hundred_guesses_at_once_five_are_looked_at(
    house: Service,
    gateway: tuple[Gateway, str],
    shared: AsyncEngine,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from backend.codes import digits

    compared: list[str] = []

    def fits(given: str, code_hash: str) -> bool:
        compared.append(given)
        return False

    monkeypatch.setattr(digits, "fits", fits)
    visitor = await house.open()
    await ask(visitor)
    wrong = other(gateway[0].sent[0]["code"])
    answers = await asyncio.gather(*(give(visitor, wrong) for _ in range(100)))
    assert {status for status, _ in answers} == {400}
    assert len(compared) == CODES.data.tries
    monkeypatch.undo()
    assert (await give(visitor, gateway[0].sent[0]["code"]))[0] == 400  # used up, though right


async def test_two_at_once_with_the_right_code_sign_in_once(
    house: Service, gateway: tuple[Gateway, str]
) -> None:
    visitor = await house.open()
    await ask(visitor)
    code = gateway[0].sent[0]["code"]
    answers = await asyncio.gather(*(give(visitor, code) for _ in range(4)))
    assert [status for status, _ in answers].count(200) == 1


async def test_a_phone_and_an_address_get_so_many_and_no_more(
    house: Service, gateway: tuple[Gateway, str], shared: AsyncEngine
) -> None:
    visitor = await house.open()
    at_once = await asyncio.gather(*(ask(visitor) for _ in range(10)))
    assert sorted(at_once) == [202] + [429] * 9
    for _ in range(9):
        await allow_another(shared)
        assert await ask(visitor) == 202
    await allow_another(shared)
    assert await ask(visitor) == 429
    others = [await ask(visitor, f"1390000{number:04}") for number in range(11)]
    assert others == [202] * 10 + [429]
    assert len(gateway[0].sent) == 20


async def test_a_failing_gateway_is_told_and_costs_nothing(
    house: Service, gateway: tuple[Gateway, str]
) -> None:
    visitor = await house.open()
    gateway[0].status = 500
    assert await ask(visitor) == 503
    gateway[0].status = 200
    assert await ask(visitor) == 202


async def test_without_a_gateway_the_console_shows_the_code(
    service: Service, capsys: pytest.CaptureFixture[str]
) -> None:
    visitor = await service.open()
    assert await ask(visitor) == 202
    shown = re.search(rf"验证码 (\d{{6}}) → {PHONE}", capsys.readouterr().out)
    assert shown is not None
    assert (await give(visitor, shown[1]))[0] == 200


@pytest.mark.parametrize(
    "phone", ["", "12345", "23800001234", "138000012345", "１３８００００１２３４"]
)
async def test_what_is_no_mobile_number_is_refused(service: Service, phone: str) -> None:
    assert await ask(await service.open(), phone) == 400


async def test_a_conversation_closed_meanwhile_does_no_harm(
    house: Service, gateway: tuple[Gateway, str], shared: AsyncEngine
) -> None:
    visitor = await house.open()
    await ask(visitor)
    async with transaction(shared) as session:
        await session.execute(update(Conversation).values(state="closed"))
    status, opened = await give(visitor, gateway[0].sent[0]["code"])
    assert status == 200
    assert opened["conversation_id"] != visitor.conversation_id
