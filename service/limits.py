"""Rate limits: a token bucket for each key in this process, and one limit over all of them."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

from redis.asyncio import ConnectionPool

from service.errors import TooMany
from service.redis.limits import SharedLimit


@dataclass
class _Bucket:
    tokens: float
    filled_at: float


class Limiter:
    """Lets `burst` calls of one key through at once and `rate` a second after that."""

    def __init__(
        self, burst: int, rate: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._burst, self._rate, self._clock = burst, rate, clock
        self._buckets: dict[str, _Bucket] = {}
        self._swept_at = clock()

    def take(self, key: str) -> None:
        """Count one call. Raises TooMany."""
        moment = self._clock()
        self._sweep(moment)
        bucket = self._buckets.setdefault(key, _Bucket(self._burst, moment))
        bucket.tokens = self._level(bucket, moment)
        bucket.filled_at = moment
        if bucket.tokens < 1:
            raise TooMany(retry_after=math.ceil((1 - bucket.tokens) / self._rate))
        bucket.tokens -= 1

    def _level(self, bucket: _Bucket, moment: float) -> float:
        return min(self._burst, bucket.tokens + (moment - bucket.filled_at) * self._rate)

    def _sweep(self, moment: float) -> None:
        """Forget full buckets: an attacker with many keys must not fill the memory."""
        if moment - self._swept_at < self._burst / self._rate:
            return
        self._swept_at = moment
        self._buckets = {
            key: bucket
            for key, bucket in self._buckets.items()
            if self._level(bucket, moment) < self._burst
        }


class Throttle:
    """The process's own limit, which always holds, and the shared one where Redis carries it."""

    def __init__(self, name: str, burst: int, rate: float, redis: ConnectionPool | None) -> None:
        self._own = Limiter(burst, rate)
        self._shared = SharedLimit(redis, name, burst, rate) if redis else None

    async def take(self, key: str) -> None:
        """Count one call. Raises TooMany."""
        self._own.take(key)
        if self._shared:
            await self._shared.take(key)
