"""Wake-ups between processes. Whoever misses one still finds the change by looking (hub.Watch)."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from uuid import uuid4

import structlog
from pydantic import BaseModel, ValidationError
from redis.asyncio import Redis
from redis.exceptions import RedisError

from service.realtime.hub import Hub

log = structlog.get_logger(__name__)

CHANNEL = "yida:news"
WAITING = 10_000
PAUSE_SECONDS = 1.0


class News(BaseModel):
    """Ids and roles only: nothing that anybody said goes through Redis."""

    origin: str
    conversation_id: str
    typing: str | None = None


class Relay:
    def __init__(self, redis: Redis, hub: Hub) -> None:
        self._redis, self._hub = redis, hub
        self._origin = uuid4().hex
        self._out: asyncio.Queue[News] = asyncio.Queue(WAITING)

    def tell(self, conversation_id: str, typing: str | None = None) -> None:
        """To the other processes, soon. With too much waiting it is dropped: they look anyway."""
        if not self._out.full():
            news = News(origin=self._origin, conversation_id=conversation_id, typing=typing)
            self._out.put_nowait(news)

    async def publish(self) -> None:
        while True:
            news = await self._out.get()
            await self._redis.publish(CHANNEL, news.model_dump_json())

    async def listen(self) -> None:
        async with self._redis.pubsub(ignore_subscribe_messages=True) as subscription:
            await subscription.subscribe(CHANNEL)
            async for message in subscription.listen():
                self._hear(message["data"])

    def _hear(self, data: bytes) -> None:
        try:
            news = News.model_validate_json(data)
        except ValidationError:
            log.warning("relay_garbled")
            return
        if news.origin == self._origin:
            return
        if news.typing is None:
            self._hub.wake_here(news.conversation_id)
        else:
            self._hub.typing_here(news.conversation_id, news.typing)


@asynccontextmanager
async def relaying(url: str | None, hub: Hub) -> AsyncIterator[None]:
    """Join the processes' hubs while the context is open; without a URL each is on its own."""
    if url is None:
        yield
        return
    async with Redis.from_url(url, socket_connect_timeout=1, health_check_interval=10) as redis:
        relay = Relay(redis, hub)
        hub.relay = relay.tell
        tasks = [asyncio.create_task(_again(step)) for step in (relay.publish, relay.listen)]
        try:
            yield
        finally:
            hub.relay = None
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


async def _again(step: Callable[[], Awaitable[None]]) -> None:
    while True:
        try:
            await step()
        except (RedisError, OSError) as error:
            log.warning("redis_away", reason=type(error).__name__)
        await asyncio.sleep(PAUSE_SECONDS)
