"""Looks after turns that wait: tells their customers, and takes up what a dead process left."""

import asyncio
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncEngine

from backend.clock import now
from backend.conversations import waiting
from backend.database import reading, transaction
from service.realtime.hub import Hub
from service.settings import ServiceSettings
from service.texts import words
from service.turns.runner import TurnRunner

GRACE = timedelta(seconds=1)
"""A turn this young is about to be run by the process that accepted it."""
AT_ONCE = 8
"""Notices that are written at the same time."""


class Sweep:
    def __init__(
        self, settings: ServiceSettings, database: AsyncEngine, hub: Hub, runner: TurnRunner
    ) -> None:
        self._database, self._hub, self._runner = database, hub, runner
        self._together = asyncio.Semaphore(AT_ONCE)
        self._patience = timedelta(seconds=settings.notice_seconds)

    async def look(self) -> None:
        async with reading(self._database) as session:
            abandoned = await waiting.abandoned(session, now() - GRACE, self._runner.owner)
            unanswered = await waiting.unanswered(session, now() - self._patience)
        for conversation_id in abandoned:
            self._runner.wake(conversation_id)
        await asyncio.gather(*(self._tell(*turn) for turn in unanswered))

    async def _tell(self, conversation_id: str, turn_id: str) -> None:
        """Many may wait at once, as with the engine gone: they are told side by side."""
        async with self._together, transaction(self._database) as session:
            notice = words("notices")["working"]
            await waiting.give_notice(session, conversation_id, turn_id, notice)
        self._hub.wake(conversation_id)
