"""Warns customers before their idle conversation is closed, and closes it."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from backend.clock import now
from backend.conversations import idle
from backend.database import reading, transaction
from service.realtime.hub import Hub
from service.settings import ServiceSettings
from service.texts import words

Find = Callable[[AsyncSession, datetime], Awaitable[Sequence[str]]]
Act = Callable[[AsyncSession, str, datetime, str], Awaitable[bool]]


class IdleRules:
    def __init__(self, settings: ServiceSettings, database: AsyncEngine, hub: Hub) -> None:
        self._database, self._hub = database, hub
        self._silence = timedelta(minutes=settings.idle_warn_minutes)
        self._grace = timedelta(minutes=settings.idle_close_minutes)

    async def look(self) -> None:
        texts = words("notices")
        minutes = max(1, round(self._grace.total_seconds() / 60))
        warning = texts["idle_warning"].format(minutes=minutes)
        await self._each(idle.to_close, idle.close, now() - self._grace, texts["idle_closed"])
        await self._each(idle.to_warn, idle.warn, now() - self._silence, warning)

    async def _each(self, find: Find, act: Act, before: datetime, notice: str) -> None:
        async with reading(self._database) as session:
            found = await find(session, before)
        for conversation_id in found:
            async with transaction(self._database) as session:
                acted = await act(session, conversation_id, before, notice)
            if acted:
                self._hub.wake(conversation_id)
