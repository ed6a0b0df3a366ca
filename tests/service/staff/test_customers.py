from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from consoles import Console, answered, refused
from fakes import Service
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.access.service import Asker
from backend.conversations.models import Conversation, State
from backend.customers.models import ContactKind, ContactPoint, Customer
from backend.database import reading, transaction
from backend.desk.models import Case
from backend.seed.service import seed
from backend.staff.models import AuditEntry, Role
from backend.tickets.models import TicketKind
from backend.tickets.service import Draft, file_ticket
from service.sessions.identity import sign

Hire = Callable[..., Awaitable[Console]]
Json = dict[str, Any]


@pytest.fixture
async def known(database: AsyncEngine) -> tuple[int, str]:
    """A seeded customer with orders and parcels, and their phone number."""
    await seed(database)
    async with reading(database) as session:
        query = select(Customer.id, ContactPoint.value).where(
            Customer.external_id == "demo-lin",
            ContactPoint.customer_id == Customer.id,
            ContactPoint.kind == ContactKind.PHONE,
        )
        found = (await session.execute(query)).one()
    return found[0], found[1]


async def entries(database: AsyncEngine, kind: str) -> list[AuditEntry]:
    async with reading(database) as session:
        return list(await session.scalars(select(AuditEntry).where(AuditEntry.kind == kind)))


async def test_the_profile_tells_much_and_no_phone_number(
    member: Hire, database: AsyncEngine, known: tuple[int, str]
) -> None:
    customer_id, phone = known
    console = await member("fang")
    response = await console.call("GET", f"/customers/{customer_id}")
    profile = await answered(response, 200)
    assert phone not in await response.text()
    assert profile["phone_masked"] == f"{phone[:3]}****{phone[-4:]}"
    assert profile["orders"]
    assert profile["shipments"]
    looked = await entries(database, "customer_seen")
    assert [(e.member_id, e.object) for e in looked] == [(console.id, f"customer:{customer_id}")]


async def test_a_number_is_revealed_for_a_reason_that_is_recorded(
    member: Hire, database: AsyncEngine, known: tuple[int, str]
) -> None:
    customer_id, phone = known
    console = await member("fang")
    path = f"/customers/{customer_id}/reveal"
    for reason in ("", " ", "\u200b"):
        body = {"field": "phone", "reason": reason}
        await refused(await console.call("POST", path, body), 400, "invalid_input")
    assert await entries(database, "customer_revealed") == []
    body = {"field": "phone", "reason": "回电核实地址"}
    assert await answered(await console.call("POST", path, body), 200) == {"value": phone}
    (entry,) = await entries(database, "customer_revealed")
    assert entry.member_id == console.id
    assert entry.detail == {"field": "phone", "reason": "回电核实地址"}


async def test_the_address_is_where_the_last_order_went(
    member: Hire, known: tuple[int, str]
) -> None:
    console, (customer_id, _) = await member("fang"), known
    profile = await answered(await console.call("GET", f"/customers/{customer_id}"), 200)
    masked = profile["orders"][0]["recipient_address"].rstrip("*")
    body = {"field": "address", "reason": "改派确认"}
    path = f"/customers/{customer_id}/reveal"
    value = (await answered(await console.call("POST", path, body), 200))["value"]
    assert value.startswith(masked)
    assert len(value) > len(masked)


@pytest.mark.parametrize("customer_id", ["999999", "0", "x", "99999999999"])
async def test_a_customer_who_is_not_there(member: Hire, customer_id: str) -> None:
    console = await member("fang")
    await refused(await console.call("GET", f"/customers/{customer_id}"), 404, "not_found")
    body = {"field": "phone", "reason": "回电核实"}
    response = await console.call("POST", f"/customers/{customer_id}/reveal", body)
    await refused(response, 404, "not_found")


async def test_tickets_and_conversations_are_the_customers_but_not_a_colleagues(
    service: Service, settings: Callable[..., Any], member: Hire, database: AsyncEngine
) -> None:
    token = sign("shop-7", "林晓梅", settings().identity_secret)
    opened = await service.open(identity=token)
    fang, kai = await member("fang"), await member("kai")
    boss = await member("boss", Role.SUPERVISOR)
    async with transaction(database) as session:
        talk = await session.get_one(Conversation, opened.conversation_id)
        talk.state = State.HUMAN
        customer_id = talk.customer_id
        case = Case(conversation_id=talk.id, group="general", due_at=talk.created_at, from_seq=0)
        case.assignee_id = fang.id
        session.add(case)
        draft = Draft(TicketKind.COMPLAINT, "慢", "t1")
        await file_ticket(session, Asker(talk.id, customer_id), draft)
    shown = {
        console.me["username"]: await answered(
            await console.call("GET", f"/customers/{customer_id}"), 200
        )
        for console in (fang, kai, boss)
    }
    assert [len(profile["conversations"]) for profile in shown.values()] == [1, 0, 1]
    assert [profile["tickets"][0]["kind"] for profile in shown.values()] == ["complaint"] * 3
