"""What the reliability of the service is measured by: small in tests, in full in benchmarks/."""

import asyncio
import random
import time
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from pathlib import Path

from aiohttp import ClientSession, ClientTimeout, WSMsgType, web
from fakes import Customer, FakeEngine, Json, Service
from processes import Process, Talker


async def send_repeatedly(service: Service, keys: int, times: int) -> tuple[int, list[int]]:
    """Each key so many times at once. The number of different answers, and every seq in the log."""
    customer = await service.open()
    slots = asyncio.Semaphore(40)

    async def send(key: int) -> tuple[int, str]:
        async with slots:
            return key, (await customer.send(f"第{key}条", f"key-{key}"))["id"]

    sent = await asyncio.gather(*(send(key) for key in range(keys) for _ in range(times)))
    seqs: list[int] = []
    while len(seqs) < keys:
        seqs += [m["seq"] for m in (await customer.read(after=len(seqs)))["messages"]]
    return len(set(sent)), seqs


async def drop_connections(service: Service, drops: int, *, seed: int = 1) -> list[int]:
    """Reads by WebSocket while messages come, and loses the connection again and again.

    Some drops are orderly and some are not, some at once and some with news missed meanwhile. Gives
    the seq of every message received, in the order of its arrival.
    """
    chance = random.Random(seed)
    customer = await service.open()
    received: list[int] = []
    for number in range(drops):
        ws = await customer.connect(last_seq=received[-1] if received else 0)
        await customer.send(f"第{number}句")
        for _ in range(chance.randrange(4)):  # three frames come at least
            frame = await ws.receive(timeout=15)
            if frame.type is WSMsgType.TEXT and '"type":"message"' in frame.data:
                received.append(frame.json()["message"]["seq"])
        if chance.random() < 0.5 and ws._response.connection and ws._response.connection.transport:
            ws._response.connection.transport.abort()
        await ws.close()
    total = len(await customer.settled(patience=600))
    ws = await customer.connect(last_seq=received[-1] if received else 0)
    while not received or received[-1] < total:
        frame = await ws.receive(timeout=15)
        if frame.type is WSMsgType.TEXT and '"type":"message"' in frame.data:
            received.append(frame.json()["message"]["seq"])
    await ws.close()
    return received


async def throw(service: Service, texts: Iterable[str]) -> dict[int, int]:
    """Says every text by HTTP and by WebSocket; how often which status came.

    Anything but an acceptance or a refusal fails, and so does a trace of our code in an answer.
    """
    customer = await service.open()
    ws = await customer.connect()
    statuses: dict[int, int] = {}
    for number, text in enumerate(texts):
        body = {"client_id": f"h{number}", "text": text}
        response = await customer.post("/messages", body)
        answer = await response.text()
        assert response.status in (202, 400, 413), (response.status, text[:80])
        assert "Traceback" not in answer
        assert ".py" not in answer
        statuses[response.status] = statuses.get(response.status, 0) + 1
        if response.status == 413:
            continue  # a socket would be closed for it
        await ws.send_json({"type": "message", "client_id": f"w{number}", "text": text})
        while (heard := await ws.receive_json(timeout=15))["type"] not in ("ack", "error"):
            pass
        assert (heard["type"] == "ack") is (response.status == 202)
    await ws.close()
    assert (await customer.read())["last_seq"] >= 0
    return statuses


async def frozen_engine(service: Service, engine: FakeEngine, customers: int) -> list[float]:
    """With the engine frozen: the seconds until each customer hears something."""
    engine.usual, thaw = engine.frozen()

    async def wait(customer: Customer) -> float:
        started = time.monotonic()
        sent = await customer.send("你好")
        page: Json = {"messages": []}
        while not page["messages"]:
            page = await customer.read(after=sent["seq"], wait=10)
        return time.monotonic() - started

    opened = [await service.open() for _ in range(customers)]
    waited = await asyncio.gather(*(wait(customer) for customer in opened))
    thaw.set()
    return waited


async def slow_echo(asked: Json) -> web.StreamResponse:
    await asyncio.sleep(0.05)
    return web.json_response({"messages": [{"text": f"答：{asked.get('text')}"}]})


@asynccontextmanager
async def killed(victim: Process) -> AsyncIterator[None]:
    """With `kill -9`; it is started again at once."""
    await victim.kill()
    restart = asyncio.create_task(victim.start())
    yield
    await restart


@asynccontextmanager
async def frozen(victim: Process) -> AsyncIterator[None]:
    """It goes on where it was, once others have done its work."""
    victim.freeze()
    try:
        yield
    finally:
        victim.thaw()


Fault = Callable[[Process], AbstractAsyncContextManager[None]]


async def fail_and_talk(
    running: Sequence[Process], engine: FakeEngine, fault: Fault, times: int, dialogues: int
) -> list[float]:
    """Dialogues go on while one process after another fails in mid-turn.

    Every message has to be answered once, in order. The seconds from each fault to the answers
    of all turns that were in flight.
    """
    engine.usual = slow_echo
    recovered: list[float] = []
    async with AsyncExitStack() as stack:
        patience = ClientTimeout(total=5)
        http = await stack.enter_async_context(ClientSession(timeout=patience))
        urls = [process.url for process in running]
        talkers = [
            await Talker.open(http, urls[place % len(urls) :] + urls[: place % len(urls)])
            for place in range(dialogues)
        ]
        for number in range(times):
            await asyncio.gather(*(talker.send(f"{number}") for talker in talkers))
            await engine.arrived.get()
            async with fault(running[number % len(running)]), asyncio.timeout(150):
                started = time.monotonic()
                answered = (talker.everything(answers=number + 1) for talker in talkers)
                await asyncio.gather(*answered)
                recovered.append(time.monotonic() - started)
        for talker in talkers:
            said = await talker.everything(answers=times)
            assert [text for author, text in said if author == "customer"] == [
                f"{number}" for number in range(times)
            ]
            assert [text for author, text in said if author == "bot"] == [
                f"答：{number}" for number in range(times)
            ]
    return recovered


def naughty() -> list[str]:
    """Texts that break careless programs; escapes are written as in Python."""
    lines = Path(__file__).with_name("naughty.txt").read_text("utf-8").splitlines()
    shown = [line for line in lines if line and not line.startswith("#")]
    return [line.encode("latin-1", "backslashreplace").decode("unicode_escape") for line in shown]
