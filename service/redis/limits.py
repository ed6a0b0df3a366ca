"""Rate limits over all processes, counted in Redis."""

import math
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import structlog
from limits import RateLimitItemPerSecond
from limits.aio.storage import RedisStorage
from limits.aio.strategies import SlidingWindowCounterRateLimiter
from redis.asyncio import ConnectionPool
from redis.exceptions import RedisError

from service.errors import TooMany

log = structlog.get_logger(__name__)

PATIENCE_SECONDS = 0.25
ASIDE_SECONDS = 5.0
"""With Redis away it is not asked for this long, so that calls do not each wait for it."""


@asynccontextmanager
async def connections(url: str | None) -> AsyncIterator[ConnectionPool | None]:
    """What shared limits go through, or None without a Redis."""
    if url is None:
        yield None
        return
    pool = ConnectionPool.from_url(
        url, socket_timeout=PATIENCE_SECONDS, socket_connect_timeout=PATIENCE_SECONDS
    )
    try:
        yield pool
    finally:
        await pool.disconnect()


class SharedLimit:
    """Twice `burst` in any `burst / rate` seconds, the most that one process's bucket lets through.

    Only ever asked beside such a bucket, which goes on alone while Redis is away.
    """

    def __init__(
        self,
        pool: ConnectionPool,
        name: str,
        burst: int,
        rate: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._name, self._clock = name, clock
        self._item = RateLimitItemPerSecond(2 * burst, max(1, math.ceil(burst / rate)))
        self._away_until = -math.inf
        storage = RedisStorage(
            "async+redis://",  # the pool knows where
            implementation="redispy",
            key_prefix="yida",
            connection_pool=pool,  # type: ignore[arg-type] # handed on to redis-py as it is
        )
        self._limiter = SlidingWindowCounterRateLimiter(storage)

    async def take(self, key: str) -> None:
        """Raises TooMany."""
        if self._clock() < self._away_until:
            return
        try:
            if await self._limiter.hit(self._item, self._name, key):
                return
            reset = (await self._limiter.get_window_stats(self._item, self._name, key)).reset_time
        except (RedisError, OSError) as error:
            self._away_until = self._clock() + ASIDE_SECONDS
            log.warning("redis_away", reason=type(error).__name__)
            return
        raise TooMany(retry_after=max(1, math.ceil(reset - time.time())))
