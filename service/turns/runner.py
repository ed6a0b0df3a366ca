"""Runs turns: in order, one in flight for each conversation, retried until answered or given up."""

import asyncio
import time
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import structlog
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from backend.conversations import turns
from backend.conversations.errors import LeaseLost
from backend.conversations.log import append
from backend.conversations.models import Author
from backend.conversations.turns import Answer, Job
from backend.database import transaction
from backend.duty.service import is_staffed
from service.metrics import Metrics
from service.realtime.hub import Hub
from service.reception.offers import offer
from service.settings import ServiceSettings
from service.texts import words
from service.turns.engine import Engine, EngineFailure

log = structlog.get_logger(__name__)


class TurnRunner:
    """The database decides who runs what: a lease on the conversation, checked before storing."""

    def __init__(
        self,
        settings: ServiceSettings,
        database: AsyncEngine,
        engine: Engine,
        hub: Hub,
        metrics: Metrics,
    ) -> None:
        self._settings, self._database, self._engine = settings, database, engine
        self._hub, self._metrics = hub, metrics
        self.owner = uuid4().hex
        self._lease = timedelta(seconds=settings.lease_seconds)
        self._slots = asyncio.Semaphore(settings.turns_at_once)
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._attempts: set[asyncio.Task[Answer]] = set()
        self._stopping = False
        self._again: set[str] = set()

    def wake(self, conversation_id: str) -> None:
        """There may be a turn to run."""
        if self._stopping:
            return
        if conversation_id in self._tasks:
            self._again.add(conversation_id)
            return
        task = asyncio.create_task(self._drain(conversation_id))
        self._tasks[conversation_id] = task
        task.add_done_callback(lambda _: self._ended(conversation_id))

    async def stop(self) -> None:
        """Drop what is being asked; the turns stay and are taken up by the next process.

        Only attempts are cancelled: an answer that is being stored gets stored.
        """
        self._stopping = True
        for attempt in self._attempts:
            attempt.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)
        async with transaction(self._database) as session:
            await turns.release_all(session, self.owner)

    def _ended(self, conversation_id: str) -> None:
        del self._tasks[conversation_id]
        if conversation_id in self._again:
            self._again.discard(conversation_id)
            self.wake(conversation_id)

    async def _drain(self, conversation_id: str) -> None:
        try:
            async with self._slots:
                while not self._stopping and (job := await self._take(conversation_id)):
                    await self._run(job)
        except LeaseLost:
            log.warning("lease_lost", conversation_id=conversation_id)
        except Exception:
            # The turn is still in the database: the sweep takes it up again.
            log.exception("turn_interrupted", conversation_id=conversation_id)

    async def _take(self, conversation_id: str) -> Job | None:
        async with transaction(self._database) as session:
            return await turns.take_next(session, conversation_id, self.owner, self._lease)

    async def _run(self, job: Job) -> None:
        started = time.monotonic()
        answer = await self._answer(job, started + self._settings.turn_seconds)
        async with transaction(self._database) as session:
            await self._store(session, job, answer)
        self._hub.wake(job.conversation_id)
        self._metrics.turns.labels("failed" if answer is None else "answered").inc()
        self._metrics.turn_seconds.observe(time.monotonic() - started)

    async def _store(self, session: AsyncSession, job: Job, answer: Answer | None) -> None:
        """Say that a person takes over, or with nobody there offer to leave a message instead."""
        texts = words("notices")
        handover = answer is None or answer.handover
        staffed = not handover or await is_staffed(session, self._settings.duty)
        if answer is None:
            notice = texts["passed_on" if staffed else "kept"]
            conversation = await turns.give_up(session, job, self.owner, notice, queue=staffed)
        else:
            answer = replace(answer, handover=answer.handover and staffed)
            conversation = await turns.finish(session, job, self.owner, answer)
        if not staffed:
            await offer(session, conversation)
        elif answer is not None and answer.handover:
            append(session, conversation, Author.SYSTEM, text=words("duty")["queued"])

    async def _answer(self, job: Job, deadline: float) -> Answer | None:
        """The engine's answer, after as many attempts as it takes; None at the deadline."""
        pause = 0.0
        while True:
            try:
                return await self._attempt(job, pause)
            except EngineFailure as failure:
                self._note(job, failure)
            pause = min(
                max(pause * 2, self._settings.retry_seconds), self._settings.retry_seconds_max
            )
            if time.monotonic() + pause >= deadline:
                return None
            async with transaction(self._database) as session:
                await turns.renew(session, job, self.owner, self._lease)

    async def _attempt(self, job: Job, pause: float) -> Answer:
        async def ask() -> Answer:
            await asyncio.sleep(pause)
            return await self._engine.ask(job)

        attempt = asyncio.create_task(ask())
        self._attempts.add(attempt)
        try:
            return await attempt
        finally:
            self._attempts.discard(attempt)

    def _note(self, job: Job, failure: EngineFailure) -> None:
        self._metrics.engine_failures.labels(failure.reason).inc()
        log.warning(
            "engine_failed", turn_id=job.turn_id, worker=failure.worker, reason=failure.reason
        )
