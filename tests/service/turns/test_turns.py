import asyncio
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import unused_port
from fakes import (
    Answering,
    Customer,
    FakeEngine,
    Service,
    broken,
    empty,
    garbled,
    handover,
    running_engine,
    running_service,
)
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.conversations import opening, turns
from backend.conversations.models import State
from backend.database import transaction
from service.settings import ServiceSettings
from service.texts import words

Settings = Callable[..., ServiceSettings]
WORKING = words("notices")["working"]
PASSED_ON = words("notices")["passed_on"]


async def test_the_engine_is_told_who_speaks(settings: Settings, engine: FakeEngine) -> None:
    async with running_service(settings(engine_token="between us")) as service:
        customer = await service.open(locale="zh-TW")
        await customer.send("你好")
        await customer.settled()
    asked = engine.asked[0]
    assert asked["conversation_id"] == customer.conversation_id
    assert asked["metadata"] == {
        "conversation_id": customer.conversation_id,
        "turn_id": asked["turn_id"],
        "customer_id": None,
        "channel": "web",
        "locale": "zh-TW",
    }
    assert engine.headers[0]["Authorization"] == "Bearer between us"


@pytest.mark.parametrize("failure", [empty, broken, garbled])
async def test_an_unusable_answer_is_asked_for_again(
    service: Service, engine: FakeEngine, failure: Answering
) -> None:
    engine.next += [failure, failure]
    customer = await service.open()
    await customer.send("你好")
    assert [m["text"] for m in await customer.settled()] == ["你好", "答：你好"]
    assert len({asked["turn_id"] for asked in engine.asked}) == 1
    assert len(engine.asked) == 3


async def test_a_slow_attempt_is_cut_off_and_tried_again(
    settings: Settings, engine: FakeEngine
) -> None:
    answer, thaw = engine.frozen()
    engine.next.append(answer)
    async with running_service(settings(attempt_seconds=0.1)) as service:
        customer = await service.open()
        await customer.send("你好")
        assert (await customer.settled())[-1]["text"] == "答：你好"
    thaw.set()


async def test_without_an_answer_the_customer_is_told_to_wait_once(
    settings: Settings, engine: FakeEngine
) -> None:
    answer, thaw = engine.frozen()
    engine.next.append(answer)
    async with running_service(settings(notice_seconds=0.2)) as service:
        customer = await service.open()
        started = time.monotonic()
        await customer.send("你好")
        news = await customer.read(after=1, wait=5)
        assert time.monotonic() - started < 15  # and not after the turn's minute
        assert [(m["author"], m["text"]) for m in news["messages"]] == [("system", WORKING)]
        assert news["busy"] is True
        thaw.set()
        said = await customer.settled()
    assert [m["text"] for m in said] == ["你好", WORKING, "答：你好"]


def test_the_notice_comes_within_five_seconds_by_default() -> None:
    fields = ServiceSettings.model_fields
    assert fields["notice_seconds"].default + fields["tick_seconds"].default < 5


def test_the_lease_outlives_an_attempt_and_ends_within_ten_seconds() -> None:
    fields = {name: field.default for name, field in ServiceSettings.model_fields.items()}
    assert fields["attempt_seconds"] + fields["retry_seconds_max"] < fields["lease_seconds"]
    assert fields["lease_seconds"] + fields["tick_seconds"] < 10


async def test_with_the_engine_dead_the_message_is_passed_to_a_person(
    settings: Settings, engine: FakeEngine
) -> None:
    engine.usual = broken
    async with running_service(settings(turn_seconds=0.3)) as service:
        customer = await service.open()
        await customer.send("你好")
        await customer.send("在吗")
        said = await customer.settled()
        assert [m["text"] for m in said] == ["你好", "在吗", PASSED_ON]
        page = await customer.read()
        assert (page["state"], page["busy"], page["queue_position"]) == ("queued", False, 1)


async def test_while_a_person_is_awaited_the_engine_is_not_asked(
    service: Service, engine: FakeEngine
) -> None:
    engine.next.append(handover)
    customer = await service.open()
    await customer.send("转人工")
    await customer.settled()
    await customer.send("在吗")
    page = await customer.read()
    assert (page["state"], page["busy"]) == ("queued", False)
    assert [asked["text"] for asked in engine.asked] == ["转人工"]


async def test_a_restart_resumes_what_was_not_answered(
    settings: Settings, engine: FakeEngine
) -> None:
    answer, thaw = engine.frozen()
    engine.next.append(answer)
    async with running_service(settings()) as service:
        customer = await service.open()
        await customer.send("第一句")
        await customer.send("第二句")
        await engine.arrived.get()
    async with running_service(settings()) as service:
        customer.http = service.http
        said = await customer.settled()
    thaw.set()
    assert [m["text"] for m in said] == ["第一句", "第二句", "答：第一句", "答：第二句"]
    assert engine.asked[0]["turn_id"] == engine.asked[1]["turn_id"]


async def test_two_services_on_one_database_run_each_turn_once_and_in_order(
    settings: Settings, engine: FakeEngine, postgres_url: str
) -> None:
    shared = settings(database_url=postgres_url)
    async with running_service(shared) as one, running_service(shared) as other:
        customers = [await one.open() for _ in range(5)]
        for number in range(10):
            for customer in customers:
                customer.http = (one, other)[number % 2].http
                await customer.send(f"第{number}句")
        for customer in customers:
            said = await customer.settled()
            replies = [m["text"] for m in said if m["author"] == "bot"]
            assert replies == [f"答：第{number}句" for number in range(10)]
    assert len(engine.asked) == 50
    assert engine.most_together == 1


async def test_news_reach_customers_of_another_service(
    settings: Settings, engine: FakeEngine, postgres_url: str
) -> None:
    shared = settings(database_url=postgres_url)
    async with running_service(shared) as one, running_service(shared) as other:
        customer = await one.open()
        ear = Customer(other.http, {"token": customer.token, "conversation_id": ""})
        waiting = asyncio.create_task(ear.read(wait=20))
        await customer.send("你好")
        assert (await asyncio.wait_for(waiting, 60))["messages"][0]["text"] == "你好"


async def test_a_dead_worker_is_replaced_by_the_next(
    settings: Settings, engine: FakeEngine
) -> None:
    async with running_engine() as second:
        engine.usual = broken
        async with running_service(settings(engine_urls=(engine.url, second.url))) as service:
            for _ in range(8):
                customer = await service.open()
                await customer.send("你好")
                assert (await customer.settled())[-1]["text"] == "答：你好"
        assert len(second.asked) == 8
        # Once known to fail, the broken worker is left alone for a while.
        assert len(engine.asked) <= 2


@pytest.fixture
async def process(
    settings: Settings, engine: FakeEngine, sqlite_url: str, tmp_path: Path
) -> AsyncIterator[Callable[[], object]]:
    """Starts `python -m service` and gives its port; every process is killed at the end."""
    started: list[asyncio.subprocess.Process] = []

    async def start() -> tuple[asyncio.subprocess.Process, str]:
        port = unused_port()
        environment = {
            "YIDA_DATABASE_URL": sqlite_url,
            "YIDA_ENGINE_URLS": engine.url,
            "YIDA_VAR_DIR": str(tmp_path),
            "YIDA_PORT": str(port),
            "YIDA_LEASE_SECONDS": "1",
        }
        running = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "service", env=environment, stderr=asyncio.subprocess.PIPE
        )
        started.append(running)
        assert running.stderr is not None
        async for line in running.stderr:
            if b'"serving"' in line:
                break
        return running, f"http://127.0.0.1:{port}"

    yield start
    for running in started:
        if running.returncode is None:
            running.kill()
        await running.communicate()


async def test_a_killed_service_loses_nothing(
    process: Callable[[], object], engine: FakeEngine
) -> None:
    answer, thaw = engine.frozen()
    engine.next.append(answer)
    running, url = await process()  # type: ignore[misc]
    async with ClientSession() as http:
        opened = await (await http.post(f"{url}/api/v1/sessions", json={})).json()
        headers = {"Authorization": f"Bearer {opened['token']}"}
        body = {"client_id": "a", "text": "你好"}
        sent = await http.post(f"{url}/api/v1/messages", json=body, headers=headers)
        assert sent.status == 202
        await engine.arrived.get()
        running.send_signal(signal.SIGKILL)
        await running.wait()
        _, url = await process()  # type: ignore[misc]
        said: list[str] = []
        async with asyncio.timeout(60):
            while "答：你好" not in said:
                query = f"{url}/api/v1/messages?after={len(said)}&wait=5"
                page = await (await http.get(query, headers=headers)).json()
                said += [message["text"] for message in page["messages"]]
    thaw.set()
    # How long the start takes decides whether the customer is told to wait meanwhile.
    assert [text for text in said if text != WORKING] == ["你好", "答：你好"]


async def test_a_person_who_takes_over_silences_the_bot_in_mid_turn(
    service: Service, engine: FakeEngine, database: AsyncEngine
) -> None:
    answer, thaw = engine.frozen()
    engine.next.append(answer)
    customer = await service.open()
    await customer.send("你好")
    await engine.arrived.get()
    async with transaction(database) as session:
        conversation = await opening.lock(session, customer.conversation_id)
        await turns.leave_bot(session, conversation, State.HUMAN)
    waiting = asyncio.create_task(customer.read(after=1, wait=1))
    thaw.set()
    page = await waiting
    assert (page["messages"], page["state"], page["busy"]) == ([], "human", False)
