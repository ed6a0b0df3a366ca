"""A platform's access token: one fetch serves all processes."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar
from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncEngine

from backend.channels import tokens
from backend.clock import now
from backend.database import reading, transaction
from service.channels.base import TransportError

HOLD = timedelta(seconds=15)
"""Longer than a fetch may take; of a process that dies meanwhile another takes over."""
EARLY = timedelta(minutes=5)
"""A token is renewed this long before its end, so that none runs out on its way."""
LOOK_SECONDS = 0.1


@dataclass(frozen=True)
class Fetched:
    token: str
    seconds: float


Fetch = Callable[[], Awaitable[Fetched]]
Answer = TypeVar("Answer")


class StaleToken(TransportError):
    """The platform would not take the token."""

    def __init__(self) -> None:
        super().__init__("token refused", permanent=False)


class Tokens:
    """Of one channel. `fetch` asks the platform and raises TransportError."""

    def __init__(self, database: AsyncEngine, channel: str, fetch: Fetch) -> None:
        self._database, self._channel, self._fetch = database, channel, fetch

    async def get(self) -> str:
        """Raises TransportError."""
        owner = uuid4().hex
        for _ in range(int(HOLD.total_seconds() * 2 / LOOK_SECONDS)):
            async with reading(self._database) as session:
                if token := await tokens.valid(session, self._channel):
                    return token
            async with transaction(self._database) as session:
                mine = await tokens.lease(session, self._channel, owner, HOLD)
            if mine:
                return await self._renew(owner)
            await asyncio.sleep(LOOK_SECONDS)
        raise TransportError("nobody gets a token", permanent=False)

    async def spend(self, ask: Callable[[str], Awaitable[Answer]]) -> Answer:
        """What `ask` gives with a token; where it raises StaleToken, with another one."""
        token = await self.get()
        try:
            return await ask(token)
        except StaleToken:
            await self.refused(token)
            return await ask(await self.get())

    async def refused(self, token: str) -> None:
        """The next one who asks fetches another."""
        async with transaction(self._database) as session:
            await tokens.refused(session, self._channel, token)

    async def _renew(self, owner: str) -> str:
        try:
            fetched = await self._fetch()
        except TransportError as error:
            async with transaction(self._database) as session:
                await tokens.give_up(session, self._channel, owner)
            # Whatever is wrong with our credentials, it is not the message's fault.
            raise TransportError(f"no token: {error}", permanent=False) from error
        life = timedelta(seconds=fetched.seconds)
        expires_at = now() + max(life - EARLY, life / 2)
        async with transaction(self._database) as session:
            await tokens.store(session, self._channel, owner, fetched.token, expires_at)
        return fetched.token
