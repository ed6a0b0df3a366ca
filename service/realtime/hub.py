"""Who waits for news of which conversation in this process."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
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


class AllNews(Subscription):
    """Waits for news of every conversation, and of staff."""

    def __init__(self) -> None:
        super().__init__()
        self._changed: set[str] = set()

    def tell_of(self, conversation_id: str) -> None:
        self._changed.add(conversation_id)
        self.tell()

    def changed(self) -> set[str]:
        """The conversations that changed since the last call."""
        found, self._changed = self._changed, set()
        return found


class Hub:
    def __init__(self) -> None:
        self._everything: set[AllNews] = set()
        self._waiting: defaultdict[str, set[Subscription]] = defaultdict(set)
        self.relay: Callable[[str, str | None], None] | None = None
        self.closed = False

    @contextmanager
    def subscribe(self, conversation_id: str) -> Iterator[Subscription]:
        subscription = Subscription()
        self.attach(conversation_id, subscription)
        try:
            yield subscription
        finally:
            self.detach(conversation_id, subscription)

    def attach(self, conversation_id: str, subscription: Subscription) -> None:
        """For a waiter that turns from one conversation to another."""
        self._waiting[conversation_id].add(subscription)

    def detach(self, conversation_id: str, subscription: Subscription) -> None:
        self._waiting[conversation_id].discard(subscription)
        if not self._waiting[conversation_id]:
            del self._waiting[conversation_id]

    @contextmanager
    def subscribe_to_all(self) -> Iterator[AllNews]:
        subscription = AllNews()
        self._everything.add(subscription)
        try:
            yield subscription
        finally:
            self._everything.discard(subscription)

    def wake(self, conversation_id: str) -> None:
        """There is news of it: for who waits here, and in other processes if they are joined."""
        self.wake_here(conversation_id)
        if self.relay:
            self.relay(conversation_id, None)

    def wake_here(self, conversation_id: str) -> None:
        for subscription in self._waiting.get(conversation_id, ()):
            subscription.tell()
        for listener in self._everything:
            listener.tell_of(conversation_id)

    def stir(self) -> None:
        """Something changed that belongs to no conversation, such as who is there."""
        for listener in self._everything:
            listener.tell()

    def typing(self, conversation_id: str, author: str, *, but: Subscription | None = None) -> None:
        self.typing_here(conversation_id, author, but=but)
        if self.relay:
            self.relay(conversation_id, author)

    def typing_here(
        self, conversation_id: str, author: str, *, but: Subscription | None = None
    ) -> None:
        for subscription in self._waiting.get(conversation_id, ()):
            if subscription is not but:
                subscription.tell(typing=author)

    def close(self) -> None:
        """The service stops: let every waiter end what it is doing."""
        self.closed = True
        for conversation_id in self._waiting:
            self.wake_here(conversation_id)
        self.stir()


class Watch:
    """Wakes the hub for what other processes changed."""

    def __init__(self, database: AsyncEngine, hub: Hub) -> None:
        self._database, self._hub = database, hub
        self._seen: dict[str, datetime] = {}
        self._queue: list[str] = []

    async def look(self) -> None:
        async with reading(self._database) as session:
            changed = await log.changed_since(session, now() - OVERLAP)
            queue = await log.queue(session)
        self._wake(key for key, moment in changed.items() if self._seen.get(key) != moment)
        # Who waits sees the place in the queue change, though nothing was said there.
        places = enumerate(queue)
        self._wake(key for place, key in places if self._queue[place : place + 1] != [key])
        self._seen, self._queue = changed, [*queue]

    def _wake(self, conversation_ids: Iterable[str]) -> None:
        for conversation_id in conversation_ids:
            self._hub.wake_here(conversation_id)


@asynccontextmanager
async def watching(database: AsyncEngine, hub: Hub, every: float) -> AsyncIterator[None]:
    async with repeating("watch", every, Watch(database, hub).look):
        yield
