import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import timedelta

import pytest
from fakes import Customer, FakeEngine, Service, handover, running_service
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.clock import now
from backend.conversations import opening
from backend.database import connect, transaction
from service.settings import ServiceSettings
from service.texts import words

Settings = Callable[..., ServiceSettings]
CLOSED = words("notices")["idle_closed"]
LONG_AGO = timedelta(hours=1)


@pytest.fixture
async def shared(database_url: str) -> AsyncIterator[AsyncEngine]:
    engine = connect(database_url)
    yield engine
    await engine.dispose()


@pytest.fixture
async def house(settings: Settings, database_url: str) -> AsyncIterator[tuple[Service, Service]]:
    """Two services on one database, both with an eye on idle conversations."""
    common = settings(database_url=database_url)
    async with running_service(common) as one, running_service(common) as other:
        yield one, other


async def silent(database: AsyncEngine, customer: Customer, *, warned: bool = False) -> None:
    """Let an hour pass."""
    async with transaction(database) as session:
        conversation = await opening.lock(session, customer.conversation_id)
        conversation.updated_at = now() - LONG_AGO
        if warned:
            conversation.warned_at = now() - LONG_AGO


async def until(customer: Customer, state: str) -> list[str]:
    """What the system has said once the conversation is in that state."""
    async with asyncio.timeout(60):
        while (page := await customer.read())["state"] != state:
            await customer.read(after=page["last_seq"], wait=1)
    return [m["text"] for m in page["messages"] if m["author"] == "system"]


async def warned(customer: Customer) -> None:
    async with asyncio.timeout(60):
        page = await customer.read()
        while not page["messages"][-1]["text"].startswith("有一段时间"):
            await customer.read(after=page["last_seq"], wait=5)
            page = await customer.read()


async def test_a_silent_customer_is_warned_once_then_the_conversation_closes(
    house: tuple[Service, Service], shared: AsyncEngine
) -> None:
    customer = await house[0].open()
    await customer.send("你好")
    await customer.settled()
    await silent(shared, customer)
    await warned(customer)
    assert (await customer.read())["state"] == "bot"
    await silent(shared, customer, warned=True)
    assert [text[:5] for text in await until(customer, "closed")] == ["有一段时间", CLOSED[:5]]


async def test_a_word_after_the_warning_keeps_it_open(
    house: tuple[Service, Service], shared: AsyncEngine
) -> None:
    customer, other = await house[0].open(), await house[0].open()
    for each in (customer, other):
        await each.send("你好")
        await each.settled()
        await silent(shared, each)
        await warned(each)
    await customer.send("还在")
    await customer.settled()
    await silent(shared, other, warned=True)
    await until(other, "closed")  # by then the first would have been closed as well
    assert (await customer.read())["state"] == "bot"


async def test_the_next_message_opens_it_again(
    house: tuple[Service, Service], shared: AsyncEngine
) -> None:
    customer = await house[0].open()
    await customer.send("你好")
    await customer.settled()
    await silent(shared, customer, warned=True)
    await until(customer, "closed")
    await customer.send("我又来了")
    assert (await customer.settled())[-1]["text"] == "答：我又来了"
    assert (await customer.read())["state"] == "bot"


async def test_a_signed_in_customer_who_began_anew_is_sent_there(
    service: Service, database: AsyncEngine, identity: Callable[..., str]
) -> None:
    customer = await service.open(identity=identity())
    await customer.send("你好")
    await customer.settled()
    await silent(database, customer, warned=True)
    await until(customer, "closed")
    assert (await service.open(identity=identity())).conversation_id != customer.conversation_id
    response = await customer.post("/messages", {"client_id": "late", "text": "我又来了"})
    assert (response.status, (await response.json())["error"]["code"]) == (
        409,
        "conversation_closed",
    )


async def test_who_waits_for_a_person_or_has_said_nothing_is_left_alone(
    service: Service, engine: FakeEngine, database: AsyncEngine
) -> None:
    fresh, queued, idle = [await service.open() for _ in range(3)]
    engine.next.append(handover)
    await queued.send("转人工")
    await idle.send("你好")
    for customer in (queued, idle):
        await customer.settled()
    for customer in (fresh, queued):
        await silent(database, customer)
    await silent(database, idle, warned=True)
    await until(idle, "closed")
    assert (await fresh.read())["messages"] == []
    assert len((await queued.read())["messages"]) == 3
