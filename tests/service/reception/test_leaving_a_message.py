from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from typing import Any

import jwt
import pytest
from fakes import SECRET, Customer, FakeEngine, Service, broken, handover, running_service
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.clock import now
from backend.customers.models import ContactKind, ContactPoint, CustomerKind, Tier
from backend.customers.models import Customer as Account
from backend.database import connect, reading, transaction
from backend.duty.service import Mode, is_staffed
from backend.staff.models import Member, Presence, Role
from backend.tickets.models import Ticket, TicketKind
from service.settings import ServiceSettings
from service.texts import words

Settings = Callable[..., ServiceSettings]
DUTY = words("duty")


@pytest.fixture
async def deserted(settings: Settings) -> AsyncIterator[Service]:
    """A service with no member of staff signed in."""
    async with running_service(settings(duty="presence")) as running:
        yield running


async def tickets(database: AsyncEngine) -> list[Ticket]:
    async with reading(database) as session:
        return list(await session.scalars(select(Ticket).where(Ticket.kind == TicketKind.MESSAGE)))


async def offered(customer: Customer, engine: FakeEngine) -> dict[str, Any]:
    """The offer that a customer gets who asks for a person."""
    engine.next.append(handover)
    await customer.send("转人工")
    return (await customer.settled())[-1]


async def press(customer: Customer, offer: dict[str, Any], title: str) -> None:
    choice = next(c["id"] for c in offer["choices"] if c["title"] == title)
    response = await customer.post("/messages", {"client_id": f"c{choice}", "choice_id": choice})
    assert response.status == 202


async def test_with_nobody_there_the_customer_is_told_when_and_may_leave_a_message(
    deserted: Service, engine: FakeEngine
) -> None:
    customer = await deserted.open()
    offer = await offered(customer, engine)
    assert offer["author"] == "system"
    assert offer["text"].startswith(("现在不是人工服务时间", "人工客服暂时都不在线"))
    assert offer["card"]["kind"] == "leave_message"
    assert [c["title"] for c in offer["choices"]] == ["我要留言", "不用了"]
    assert (await customer.read())["state"] == "bot"


async def test_a_message_left_becomes_a_ticket_with_the_phone_in_it(
    deserted: Service, engine: FakeEngine, database: AsyncEngine
) -> None:
    customer = await deserted.open()
    await press(customer, await offered(customer, engine), "我要留言")
    await customer.send("我的包裹破了，请打138 0000-1234")
    told = (await customer.settled())[-1]["text"]
    (ticket,) = await tickets(database)
    assert ticket.summary == "我的包裹破了，请打138 0000-1234"
    assert ticket.facts == {"contact_phone": "13800001234"}
    assert ticket.conversation_id == customer.conversation_id
    assert told.startswith(f"已收到您的留言，编号{ticket.ticket_no}，客服将在")
    assert len(engine.asked) == 1  # the engine was asked for a person, and nothing after that


async def test_a_missing_phone_is_asked_for_and_added(
    deserted: Service, engine: FakeEngine, database: AsyncEngine
) -> None:
    customer = await deserted.open()
    await offered(customer, engine)
    await customer.send("我要留言。")
    await customer.send("请帮我查一下发票")
    assert (await customer.settled())[-1]["text"] == DUTY["ask_phone"]
    await customer.send("13900005678")
    assert (await customer.settled())[-1]["text"] == "好的，已记下您的联系电话139****5678。"
    assert [ticket.facts for ticket in await tickets(database)] == [
        {"contact_phone": "13900005678"}
    ]


async def test_after_a_message_the_assistant_goes_on_as_before(
    deserted: Service, engine: FakeEngine
) -> None:
    customer = await deserted.open()
    await press(customer, await offered(customer, engine), "我要留言")
    await customer.send("请回电")
    await customer.send("运费多少")
    assert (await customer.settled())[-1]["text"] == "答：运费多少"


async def test_the_offer_can_be_declined_by_a_word_or_ignored(
    deserted: Service, engine: FakeEngine, database: AsyncEngine
) -> None:
    customer = await deserted.open()
    await offered(customer, engine)
    await customer.send("查物流")
    assert (await customer.settled())[-1]["text"] == "答：查物流"
    await customer.send("不用了")
    assert (await customer.settled())[-1]["text"] == DUTY["no_message_left"]
    await customer.send("不用了")
    assert (await customer.settled())[-1]["text"] == "答：不用了"
    assert await tickets(database) == []


async def test_a_form_files_once_however_often_it_is_sent(
    deserted: Service, engine: FakeEngine, database: AsyncEngine
) -> None:
    customer = await deserted.open()
    await offered(customer, engine)
    form = {"client_id": "f", "text": "请回电", "phone": "13800001234"}
    answers = [await customer.post("/left-messages", form) for _ in range(3)]
    assert {answer.status for answer in answers} == {201}
    (ticket,) = await tickets(database)
    assert [(await answer.json())["ticket_no"] for answer in answers] == [ticket.ticket_no] * 3
    assert ticket.facts == {"contact_phone": "13800001234"}
    for unfit in ({"phone": "12345"}, {"text": " \u202e "}, {"text": None}):
        refused = await customer.post("/left-messages", {**form, "client_id": "g", **unfit})
        assert refused.status == 400


async def with_account(database: AsyncEngine) -> str:
    """The identity of a customer whose account has a phone."""
    async with transaction(database) as session:
        session.add(
            Account(
                external_id="u-1",
                name="林晓梅",
                kind=CustomerKind.INDIVIDUAL,
                tier=Tier.C,
                created_at=now(),
                contacts=[ContactPoint(kind=ContactKind.PHONE, value="13800001234", verified=True)],
            )
        )
    claims = {"sub": "u-1", "name": "林晓梅", "exp": now() + timedelta(minutes=5)}
    return jwt.encode(claims, SECRET)


@pytest.mark.parametrize("by_form", [True, False])
async def test_who_has_a_phone_in_the_account_is_not_asked_for_it(
    deserted: Service, engine: FakeEngine, database: AsyncEngine, by_form: bool
) -> None:
    customer = await deserted.open(identity=await with_account(database))
    offer = await offered(customer, engine)
    assert offer["card"]["phone_known"]
    if by_form:
        assert (await customer.post("/left-messages", {"client_id": "f", "text": "请回电"})).ok
    else:
        await press(customer, offer, "我要留言")
        await customer.send("请回电")
    assert (await customer.settled())[-1]["text"].startswith("已收到您的留言")
    (ticket,) = await tickets(database)
    assert ticket.facts == {"contact_phone": "13800001234"}


async def test_a_message_left_before_signing_in_gets_the_phone_of_the_account(
    deserted: Service, engine: FakeEngine, database: AsyncEngine
) -> None:
    visitor = await deserted.open()
    await offered(visitor, engine)
    await visitor.post("/left-messages", {"client_id": "f", "text": "请回电"})
    signed_in = await visitor.post("/sessions", {"identity": await with_account(database)})
    customer = Customer(deserted.http, await signed_in.json())
    said = [message["text"] for message in await customer.settled()]
    assert said[-2:] == [DUTY["ask_phone"], "好的，已记下您的联系电话138****1234。"]
    (ticket,) = await tickets(database)
    assert ticket.facts == {"contact_phone": "13800001234"}


async def test_a_signed_in_customers_message_belongs_to_the_account(
    deserted: Service, engine: FakeEngine, database: AsyncEngine
) -> None:
    claims = {"sub": "u-1", "name": "林晓梅", "exp": now() + timedelta(minutes=5)}
    customer = await deserted.open(identity=jwt.encode(claims, SECRET))
    await press(customer, await offered(customer, engine), "我要留言")
    await customer.send("请回电")
    await customer.settled()
    assert [ticket.customer_id is not None for ticket in await tickets(database)] == [True]


async def test_when_the_engine_is_dead_too_the_message_is_kept_and_the_offer_made(
    settings: Settings, engine: FakeEngine
) -> None:
    engine.usual = broken
    async with running_service(settings(duty="presence", turn_seconds=0.3)) as running:
        customer = await running.open()
        await customer.send("你好")
        said = await customer.settled()
    assert said[1]["text"] == words("notices")["kept"]
    assert said[2]["card"]["kind"] == "leave_message"


@pytest.mark.parametrize(
    ("presence", "disabled", "there"),
    [
        (Presence.ONLINE, False, True),
        (Presence.BUSY, False, True),
        (Presence.OFFLINE, False, False),
        (Presence.ONLINE, True, False),
    ],
)
async def test_whoever_is_signed_in_is_on_duty(
    database_url: str,
    monkeypatch: pytest.MonkeyPatch,
    presence: Presence,
    disabled: bool,
    there: bool,
) -> None:
    monkeypatch.setattr("backend.duty.service.is_open", lambda _moment: True)
    engine = connect(database_url)
    async with transaction(engine) as session:
        session.add(
            Member(
                username="wang",
                name="王芳",
                role=Role.AGENT,
                password_hash="x",
                presence=presence,
                disabled=disabled,
            )
        )
    async with reading(engine) as session:
        assert await is_staffed(session, Mode.PRESENCE) is there
        monkeypatch.setattr("backend.duty.service.is_open", lambda _moment: False)
        assert not await is_staffed(session, Mode.PRESENCE)
        assert await is_staffed(session, Mode.ALWAYS)
    await engine.dispose()
