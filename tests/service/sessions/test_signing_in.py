"""A visitor signs in: what was said before comes along, once, and in order."""

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest
from aiohttp import web
from fakes import (
    Customer,
    FakeEngine,
    Json,
    Service,
    handover,
    offering,
    proof_wanted,
    running_service,
)
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.conversations import opening, turns
from backend.conversations.models import Conversation, State
from backend.database import connect, reading, transaction
from backend.tickets.models import Ticket, TicketKind
from backend.tickets.service import Draft, file_ticket
from service.settings import ServiceSettings
from service.texts import words

Settings = Callable[..., ServiceSettings]
Identity = Callable[..., str]


@pytest.fixture
async def house(settings: Settings, database_url: str) -> AsyncIterator[Service]:
    async with running_service(settings(database_url=database_url)) as running:
        yield running


@pytest.fixture
async def shared(database_url: str) -> AsyncIterator[AsyncEngine]:
    engine = connect(database_url)
    yield engine
    await engine.dispose()


async def sign_in(house: Service, visitor: Customer, identity: str) -> Customer:
    response = await visitor.post("/sessions", {"identity": identity})
    assert response.status == 201, await response.text()
    return Customer(house.http, await response.json())


async def texts(customer: Customer) -> list[str]:
    return [m["text"] for m in await customer.settled() if m["author"] == "customer"]


async def said(house: Service, *words: str, **opened: str) -> Customer:
    customer = await house.open(**opened)
    for word in words:
        await customer.send(word)
    await customer.settled()
    return customer


async def test_a_first_sign_in_keeps_the_conversation(house: Service, identity: Identity) -> None:
    visitor = await said(house, "第一句", "第二句")
    customer = await sign_in(house, visitor, identity())
    assert customer.conversation_id == visitor.conversation_id
    assert await texts(customer) == ["第一句", "第二句"]
    await customer.send("第三句")
    assert (await customer.settled())[-1]["text"] == "答：第三句"


async def test_what_the_visitor_said_joins_the_customers_conversation_in_order(
    house: Service, identity: Identity
) -> None:
    before = await said(house, "旧一", "旧二", identity=identity())
    visitor = await said(house, "新一", "新二")
    customer = await sign_in(house, visitor, identity())
    assert customer.conversation_id == before.conversation_id
    everything = await customer.settled()
    assert [m["seq"] for m in everything] == [*range(1, 9)]
    assert await texts(customer) == ["旧一", "旧二", "新一", "新二"]


async def test_signing_in_again_changes_nothing(house: Service, identity: Identity) -> None:
    await said(house, "旧", identity=identity())
    visitor = await said(house, "新")
    first = await sign_in(house, visitor, identity())
    second = await sign_in(house, visitor, identity())
    third = await sign_in(house, first, identity())
    assert len({c.conversation_id for c in (first, second, third)}) == 1
    assert await texts(third) == ["旧", "新"]


async def test_the_visitors_token_ends(house: Service, identity: Identity) -> None:
    await said(house, "旧", identity=identity())
    visitor = await said(house, "新")
    await sign_in(house, visitor, identity())
    assert (await visitor.get("/messages")).status == 401


async def test_a_message_resent_after_the_sign_in_is_still_one(
    house: Service, identity: Identity
) -> None:
    await said(house, "旧", identity=identity())
    visitor = await house.open()
    await visitor.send("新", "once")
    customer = await sign_in(house, visitor, identity())
    await customer.send("新", "once")
    assert await texts(customer) == ["旧", "新"]


async def test_a_choice_that_came_along_can_still_be_pressed(
    house: Service, engine: FakeEngine, identity: Identity
) -> None:
    await said(house, "旧", identity=identity())
    engine.next.append(offering)
    customer = await sign_in(house, await said(house, "新"), identity())
    choice = (await customer.settled())[-1]["choices"][0]["id"]
    pressed = {"client_id": "p", "choice_id": choice}
    assert (await customer.post("/messages", pressed)).status == 202
    await customer.settled()
    assert engine.asked[-1]["payload"] == "/track_shipment"


async def test_a_turn_in_flight_is_answered_in_the_customers_conversation(
    house: Service, engine: FakeEngine, identity: Identity
) -> None:
    await said(house, "旧", identity=identity())
    answer, thaw = engine.frozen()
    engine.next.append(answer)
    visitor = await house.open()
    await visitor.send("新")
    while (await engine.arrived.get())["conversation_id"] != visitor.conversation_id:
        pass
    customer = await sign_in(house, visitor, identity())
    thaw.set()
    everything = await customer.settled()
    assert [m["text"] for m in everything] == ["旧", "答：旧", "新", "答：新"]
    assert engine.asked[-1]["metadata"]["customer_id"] is not None


async def test_tickets_come_along(house: Service, shared: AsyncEngine, identity: Identity) -> None:
    from backend.access.service import Asker

    before = await said(house, "旧", identity=identity())
    visitor = await said(house, "新")
    async with transaction(shared) as session:
        draft = Draft(TicketKind.CALLBACK, summary="请回电", turn_id="t-1")
        await file_ticket(session, Asker(visitor.conversation_id), draft)
    await sign_in(house, visitor, identity())
    async with reading(shared) as session:
        ticket = (await session.scalars(select(Ticket))).one()
    assert ticket.conversation_id == before.conversation_id
    assert ticket.customer_id is not None


async def test_a_place_in_the_queue_is_kept(
    house: Service, engine: FakeEngine, identity: Identity
) -> None:
    before = await said(house, "旧", identity=identity())
    engine.next.append(handover)
    visitor = await said(house, "转人工")
    customer = await sign_in(house, visitor, identity())
    assert customer.conversation_id == visitor.conversation_id
    assert (await customer.read())["state"] == "queued"
    assert (await before.read())["state"] == "closed"


async def test_another_customers_conversation_is_not_taken(
    house: Service, identity: Identity
) -> None:
    first = await said(house, "我的", identity=identity("u-1"))
    second = await sign_in(house, first, identity("u-2"))
    assert await texts(second) == []
    assert await texts(first) == ["我的"]


async def test_visitors_who_sign_in_at_once_lose_nothing(
    house: Service, engine: FakeEngine, identity: Identity
) -> None:
    async def silence(_asked: Json) -> web.StreamResponse:
        return web.json_response({"messages": [{"text": "好"}]})

    engine.usual = silence
    visitors = [await house.open() for _ in range(8)]
    for place, visitor in enumerate(visitors):
        for number in range(3):
            await visitor.send(f"{place}-{number}", f"{place}-{number}")

    async def late(place: int, visitor: Customer) -> int:
        body = {"client_id": f"{place}-3", "text": f"{place}-3"}
        return (await visitor.post("/messages", body)).status

    arrived = await asyncio.gather(
        *(sign_in(house, visitor, identity()) for visitor in visitors),
        *(late(place, visitor) for place, visitor in enumerate(visitors)),
        *(sign_in(house, visitor, identity()) for visitor in visitors),
    )
    customers = [one for one in arrived if isinstance(one, Customer)]
    accepted = [place for place, status in enumerate(arrived[8:16]) if status == 202]
    assert len({customer.conversation_id for customer in customers}) == 1
    everything = await customers[0].settled()
    heard = [m["text"] for m in everything if m["author"] == "customer"]
    expected = {f"{place}-{number}" for place in range(8) for number in range(3)}
    assert sorted(heard) == sorted(expected | {f"{place}-3" for place in accepted})
    for place in range(8):
        mine = [text for text in heard if text.startswith(f"{place}-")]
        assert mine == sorted(mine)
    assert [m["seq"] for m in everything] == [*range(1, len(everything) + 1)]


async def test_a_person_in_charge_of_both_goes_on_with_the_customers(
    house: Service, shared: AsyncEngine, identity: Identity
) -> None:
    before = await said(house, "旧", identity=identity())
    visitor = await said(house, "新")
    async with transaction(shared) as session:
        for customer in (before, visitor):
            conversation = await opening.lock(session, customer.conversation_id)
            await turns.leave_bot(session, conversation, State.HUMAN)
    customer = await sign_in(house, visitor, identity())
    assert customer.conversation_id == before.conversation_id
    assert await texts(customer) == ["旧", "新"]
    async with reading(shared) as session:
        merged = await session.get_one(Conversation, visitor.conversation_id)
    assert (merged.state, merged.merged_into) == (State.CLOSED, before.conversation_id)


@pytest.mark.parametrize("has_another", [False, True])
async def test_what_needed_a_proof_goes_on_by_itself_once(
    house: Service, engine: FakeEngine, identity: Identity, has_another: bool
) -> None:
    if has_another:
        await said(house, "旧", identity=identity())
    engine.next.append(proof_wanted)
    visitor = await said(house, "查订单")
    customer = await sign_in(house, visitor, identity())
    *_, told, answer = await customer.settled()
    assert (told["author"], told["text"]) == ("system", words("notices")["proved"])
    assert engine.asked[-1]["payload"] == "/query_order"
    assert engine.asked[-1]["metadata"]["customer_id"] is not None
    assert answer["author"] == "bot"
    asked = len(engine.asked)
    again = await sign_in(house, customer, identity())
    await again.settled()
    assert len(engine.asked) == asked


async def test_a_proof_wanted_earlier_starts_nothing_later(
    house: Service, engine: FakeEngine, identity: Identity
) -> None:
    engine.next.append(proof_wanted)
    visitor = await said(house, "查订单", "算了")
    customer = await sign_in(house, visitor, identity())
    assert (await customer.settled())[-1]["text"] == "答：算了"
