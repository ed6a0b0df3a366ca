"""Processes joined by Redis, and what is left when it goes away."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from uuid import uuid4

import pytest
from fakes import Customer, Service, frame, running_service
from redis.asyncio import Redis
from redis.exceptions import ConnectionError as RedisAway

from service.errors import TooMany
from service.limits import Throttle
from service.redis.limits import SharedLimit, connections
from service.settings import ServiceSettings

Settings = Callable[..., ServiceSettings]
REDIS = os.environ.get("YIDA_TEST_REDIS", "redis://127.0.0.1:6379/9")
NOWHERE = "redis://127.0.0.1:9/0"


@pytest.fixture
async def redis() -> AsyncIterator[str]:
    async with Redis.from_url(REDIS) as client:
        try:
            await client.ping()
        except RedisAway as error:
            pytest.skip(f"Redis does not answer: {error}")
        yield REDIS


class Proxy:
    """Stands between the service and Redis, and can be unplugged."""

    def __init__(self) -> None:
        self._open: set[asyncio.StreamWriter] = set()
        self.plugged = True

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host, port = REDIS.removeprefix("redis://").partition("/")[0].split(":")
        if not self.plugged:
            writer.close()
            return
        there_reader, there_writer = await asyncio.open_connection(host, int(port))
        self._open |= {writer, there_writer}
        await asyncio.gather(self._pump(reader, there_writer), self._pump(there_reader, writer))

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while data := await reader.read(65536):
                writer.write(data)
                await writer.drain()
        except OSError:
            pass
        finally:
            writer.close()
            self._open.discard(writer)

    def unplug(self) -> None:
        self.plugged = False
        for writer in [*self._open]:
            writer.close()


@pytest.fixture
async def proxy(redis: str) -> AsyncIterator[tuple[Proxy, str]]:
    proxy = Proxy()
    server = await asyncio.start_server(proxy.carry, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    yield proxy, f"redis://127.0.0.1:{port}/9"
    proxy.unplug()
    server.close()
    await server.wait_closed()


def elsewhere(customer: Customer, service: Service) -> Customer:
    """The same session at another process."""
    opened = {"token": customer.token, "conversation_id": customer.conversation_id}
    return Customer(service.http, opened)


async def test_news_and_typing_reach_customers_at_another_process_at_once(
    settings: Settings, redis: str, postgres_url: str
) -> None:
    # Looking for changes is put off for ever: only Redis can bring the news.
    shared = settings(database_url=postgres_url, redis_url=redis, poll_seconds=600)
    async with running_service(shared) as one, running_service(shared) as other:
        customer = await one.open()
        ws = await elsewhere(customer, other).connect()
        await frame(ws, "state")
        async with asyncio.timeout(60):
            while True:  # until both have joined the channel
                here = await customer.connect()
                await here.send_json({"type": "typing"})
                try:
                    if (await ws.receive_json(timeout=0.5))["type"] == "typing":
                        break
                except TimeoutError:
                    continue
        await customer.send("你好")
        assert (await frame(ws, "message"))["message"]["text"] == "你好"


@pytest.mark.parametrize("unplug", [False, True])
async def test_without_redis_news_still_come_by_looking(
    settings: Settings, proxy: tuple[Proxy, str], postgres_url: str, unplug: bool
) -> None:
    url = proxy[1] if unplug else NOWHERE
    shared = settings(database_url=postgres_url, redis_url=url)
    async with running_service(shared) as one, running_service(shared) as other:
        customer = await one.open()
        ear = elsewhere(customer, other)
        await customer.send("第一句")
        await ear.settled()
        if unplug:
            proxy[0].unplug()
        await customer.send("第二句")
        assert [m["text"] for m in await ear.settled()][-1] == "答：第二句"


async def test_processes_share_one_limit(redis: str) -> None:
    name = uuid4().hex
    async with connections(redis) as pool:
        one, other, third = (Throttle(name, burst=4, rate=0.05, redis=pool) for _ in range(3))
        for throttle in (one, other):
            for _ in range(4):
                await throttle.take("a")
        with pytest.raises(TooMany) as refused:
            await third.take("a")
        assert 1 <= refused.value.retry_after <= 80
        await third.take("b")


async def test_with_redis_away_each_process_still_keeps_its_own_limit() -> None:
    async with connections(NOWHERE) as pool:
        throttle = Throttle("test", burst=3, rate=0.01, redis=pool)
        for _ in range(3):
            await throttle.take("a")
        with pytest.raises(TooMany):
            await throttle.take("a")


async def test_a_redis_that_is_away_is_asked_again_after_a_while(
    proxy: tuple[Proxy, str],
) -> None:
    clock, name = 0.0, uuid4().hex
    proxy[0].plugged = False
    async with connections(proxy[1]) as pool:
        assert pool is not None
        limit = SharedLimit(pool, name, burst=1, rate=0.01, clock=lambda: clock)
        await limit.take("a")
        proxy[0].plugged = True
        for _ in range(3):
            await limit.take("a")  # it is left alone for now
        clock = 6.0
        for _ in range(2):
            await limit.take("a")
        with pytest.raises(TooMany):
            await limit.take("a")


async def test_nothing_anybody_said_goes_through_redis(settings: Settings, redis: str) -> None:
    async with Redis.from_url(redis) as client, client.pubsub() as heard:
        await heard.subscribe("yida:news")
        async with running_service(settings(redis_url=redis)) as service:
            customer = await service.open()
            await customer.send("我的电话是13800001234")
            await customer.settled()
            async with asyncio.timeout(60):
                news: list[bytes] = []
                while not any(customer.conversation_id.encode() in data for data in news):
                    message = await heard.get_message(timeout=5)
                    if message and message["type"] == "message":
                        news.append(message["data"])
        assert not any("13800001234" in data.decode() for data in news)
