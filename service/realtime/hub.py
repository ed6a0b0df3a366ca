"""Who waits for news of which conversation in this process."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncEngine

from backend.clock import now
from backend.conversations import log
from backend.database import reading
from service.background import repeating

OVERLAP = timedelta(seconds=10)
"""A change is stamped before its commit, so each look goes back a little further."""


class Subscription:
    """One waiter. News that comes while it is busy is kept until it waits again."""

    def __init__(self) -> None:
        self._news = asyncio.Event()
        self._typing: set[str] = set()

    def tell(self, typing: str | None = None) -> None:
        if typing:
            self._typing.add(typing)
        self._news.set()

    async def wait(self, seconds: float) -> bool:
        """True when there is news, False when there was none for so long."""
        try:
            await asyncio.wait_for(self._news.wait(), seconds)
        except TimeoutError:
            return False
        self._news.clear()
        return True

    def typing(self) -> set[str]:
        """Who has been typing since the last call."""
        authors, self._typing = self._typing, set()
        return authors


class Hub:
    def __init__(self) -> None:
        self._waiting: defaultdict[str, set[Subscription]] = defaultdict(set)
        self.closed = False

    @contextmanager
    def subscribe(self, conversation_id: str) -> Iterator[Subscription]:
        subscription = Subscription()
        self._waiting[conversation_id].add(subscription)
        try:
            yield subscription
        finally:
            self._waiting[conversation_id].discard(subscription)
            if not self._waiting[conversation_id]:
                del self._waiting[conversation_id]

    def wake(self, conversation_id: str) -> None:
        for subscription in self._waiting.get(conversation_id, ()):
            subscription.tell()

    def typing(self, conversation_id: str, author: str, *, but: Subscription | None = None) -> None:
        for subscription in self._waiting.get(conversation_id, ()):
            if subscription is not but:
                subscription.tell(typing=author)

    def close(self) -> None:
        """The service stops: let every waiter end what it is doing."""
        self.closed = True
        for conversation_id in self._waiting:
            self.wake(conversation_id)


class Watch:
    """Wakes the hub for what other processes changed."""

    def __init__(self, database: AsyncEngine, hub: Hub) -> None:
        self._database, self._hub = database, hub
        self._seen: dict[str, datetime] = {}

    async def look(self) -> None:
        async with reading(self._database) as session:
            changed = await log.changed_since(session, now() - OVERLAP)
        self._wake(key for key, moment in changed.items() if self._seen.get(key) != moment)
        self._seen = changed

    def _wake(self, conversation_ids: Iterable[str]) -> None:
        for conversation_id in conversation_ids:
            self._hub.wake(conversation_id)


@asynccontextmanager
async def watching(database: AsyncEngine, hub: Hub, every: float) -> AsyncIterator[None]:
    async with repeating("watch", every, Watch(database, hub).look):
        yield
