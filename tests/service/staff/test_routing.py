"""Who gets what waits."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from consoles import Console, answered, hire, queued, sign_in
from fakes import Customer, FakeEngine, Service, handover, running_service
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.clock import now
from backend.database import transaction
from backend.staff.models import Member
from service.settings import ServiceSettings

Settings = Callable[..., ServiceSettings]


@pytest.fixture(autouse=True)
def _handing_over(engine: FakeEngine) -> None:
    engine.usual = handover


async def at_work(
    service: Service, database: AsyncEngine, name: str, presence: str = "online", **details: Any
) -> Console:
    await hire(database, name, **details)
    console = await sign_in(service, name)
    await answered(await console.call("PUT", "/me/presence", {"presence": presence}), 200)
    return console


async def row_when(
    console: Console, customer: Customer, right: Callable[[dict[str, Any]], bool]
) -> dict[str, Any]:
    """The row, once it is as it should be."""

    async def look() -> dict[str, Any]:
        return await console.get(f"/conversations/{customer.conversation_id}")

    return await eventually(look, right)


async def eventually(
    look: Callable[[], Awaitable[dict[str, Any]]], right: Callable[[dict[str, Any]], bool]
) -> dict[str, Any]:
    async with asyncio.timeout(60):
        while not right(found := await look()):  # noqa: ASYNC110 - rows tell only when asked
            await asyncio.sleep(0.02)
    return found


def offered(row: dict[str, Any]) -> bool:
    return row["offered_to"] is not None


async def test_what_waits_is_offered_to_the_one_with_the_skill_and_least_in_hand(
    service: Service, database: AsyncEngine
) -> None:
    await at_work(service, database, "other", groups=("orders",))
    await at_work(service, database, "away", groups=("general",), presence="offline")
    await at_work(service, database, "busy", groups=("general",), presence="busy")
    first = await at_work(service, database, "first", groups=("general",))
    second = await at_work(service, database, "second", groups=("general",))
    chosen = []
    for _ in range(4):
        customer = await queued(service)
        row = await row_when(first, customer, offered)
        assert row["offer_until"] > row["queued_at"]
        chosen.append(row["offered_to"]["id"])
    assert chosen == [first.id, second.id, first.id, second.id]


async def test_nobody_gets_more_than_they_can_hold(service: Service, database: AsyncEngine) -> None:
    wang = await at_work(service, database, "wang", capacity=1)
    held = await queued(service)
    await row_when(wang, held, offered)
    waiting = await queued(service)
    path = f"/conversations/{held.conversation_id}"
    await wang.post(path + "/claim")
    assert not offered(await wang.get(f"/conversations/{waiting.conversation_id}"))
    await wang.post(path + "/return")
    await row_when(wang, waiting, offered)


async def test_an_offer_that_lapses_goes_to_the_next(
    settings: Settings, database: AsyncEngine
) -> None:
    async with running_service(settings(offer_seconds=0.3)) as running:
        first = await at_work(running, database, "first")
        second = await at_work(running, database, "second")
        customer = await queued(running)
        await row_when(first, customer, lambda r: offered(r) and r["offered_to"]["id"] == first.id)
        await row_when(first, customer, lambda r: offered(r) and r["offered_to"]["id"] == second.id)
        await row_when(first, customer, lambda r: offered(r) and r["offered_to"]["id"] == first.id)


async def test_whoever_claims_has_it_though_it_was_offered_to_another(
    service: Service, database: AsyncEngine
) -> None:
    first = await at_work(service, database, "first")
    second = await at_work(service, database, "second", presence="busy")
    customer = await queued(service)
    await row_when(first, customer, offered)
    row = await second.post(f"/conversations/{customer.conversation_id}/claim")
    assert (row["assignee"]["id"], row["offered_to"]) == (second.id, None)


async def test_after_the_grace_a_lost_console_gives_its_conversations_back(
    service: Service, database: AsyncEngine
) -> None:
    gone = await at_work(service, database, "gone")
    customer = await queued(service)
    await gone.post(f"/conversations/{customer.conversation_id}/claim")
    there = await at_work(service, database, "there")
    async with transaction(database) as session:
        before = now() - timedelta(seconds=170)
        await session.execute(update(Member).where(Member.id == gone.id).values(seen_at=before))
    await asyncio.sleep(0.2)  # several rounds of the router, all within the grace
    assert (await gone.get("/me"))["presence"] == "online"
    async with transaction(database) as session:
        before = now() - timedelta(seconds=181)
        await session.execute(update(Member).where(Member.id == gone.id).values(seen_at=before))
    row = await row_when(gone, customer, offered)
    assert (row["state"], row["offered_to"]["id"]) == ("queued", there.id)
    assert (await gone.get("/me"))["presence"] == "offline"


async def test_an_open_console_counts_as_being_there(
    settings: Settings, database: AsyncEngine
) -> None:
    async with running_service(settings(grace_seconds=5)) as running:
        wang = await at_work(running, database, "wang")
        async with wang.socket():
            async with transaction(database) as session:
                long_ago = now() - timedelta(seconds=4)
                await session.execute(update(Member).values(seen_at=long_ago))

            async def look() -> dict[str, Any]:
                async with transaction(database) as session:
                    member = await session.get_one(Member, wang.id)
                    return {"age": now() - (member.seen_at or long_ago), "at": member.presence}

            found = await eventually(look, lambda f: f["age"] < timedelta(seconds=3))
            assert found["at"] == "online"


async def test_a_disabled_members_conversations_wait_for_someone_else(
    service: Service, database: AsyncEngine
) -> None:
    await hire(database, "boss", "admin")
    boss = await sign_in(service, "boss")
    wang = await at_work(service, database, "wang")
    customer = await queued(service)
    await wang.post(f"/conversations/{customer.conversation_id}/claim")
    await answered(await boss.call("PATCH", f"/members/{wang.id}", {"disabled": True}), 200)
    await row_when(boss, customer, lambda row: row["state"] == "queued")


async def test_a_customer_who_does_not_wait_is_no_case_any_more(
    service: Service, database: AsyncEngine
) -> None:
    wang = await at_work(service, database, "wang", capacity=1)
    customer = await queued(service)
    await row_when(wang, customer, offered)
    await customer.send("取消排队")
    next_one = await queued(service)
    await row_when(wang, next_one, offered)
