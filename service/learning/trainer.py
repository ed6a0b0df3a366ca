"""Runs the training that was asked for, in a process of its own; tells how far it is."""

import asyncio
import os
import shutil
import signal
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import structlog
from pydantic import BaseModel, JsonValue, ValidationError
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.conversations.errors import LeaseLost
from backend.database import reading, transaction
from backend.learning import registry, training
from backend.learning.models import ModelState
from backend.learning.training import Job
from service.learning import reviewed
from service.settings import ROOT, ServiceSettings

log = structlog.get_logger(__name__)

LEASE = timedelta(seconds=30)
"""Much longer than the silence between two lines of the training's output."""
QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "PYTHONPATH": str(ROOT),
}


class News(BaseModel):
    """A line of the training's output."""

    state: ModelState = ModelState.TRAINING
    progress: float = 0.0
    report: dict[str, JsonValue] | None = None


class TrainingFailed(Exception):
    """The process ended without a report. Its message is the last that it said."""


def available(settings: ServiceSettings) -> bool:
    return bool(settings.train_command) and shutil.which(settings.train_command[0]) is not None


class Trainer:
    def __init__(
        self, settings: ServiceSettings, database: AsyncEngine, lease: timedelta = LEASE
    ) -> None:
        self._settings, self._database, self._lease = settings, database, lease
        self.owner = uuid4().hex

    async def look(self) -> None:
        """Take up a training that nobody runs, and see it through."""
        if not available(self._settings):
            return
        async with reading(self._database) as session:
            if not await training.waits(session):
                return
        async with transaction(self._database) as session:
            job = await training.take(session, self.owner, self._lease)
        if job is not None:
            await self._see_through(job)
            await self._tidy()

    async def _tidy(self) -> None:
        """Files go after the commit, so that none is missing that can still be promoted."""
        async with transaction(self._database) as session:
            old = await registry.discard_old(session)
        for file in old:
            (self._settings.models_dir / file).unlink(missing_ok=True)

    async def _see_through(self, job: Job) -> None:
        try:
            report = await self._run(job)
            async with transaction(self._database) as session:
                await training.finish(session, job.id, self.owner, report)
        except LeaseLost:
            log.warning("training_lost", model=job.id)
        except TrainingFailed as failure:
            log.warning("training_failed", model=job.id)
            async with transaction(self._database) as session:
                await training.fail(session, job.id, self.owner, str(failure))
        except asyncio.CancelledError:
            async with transaction(self._database) as session:
                await training.give_back(session, job.id, self.owner)
            raise

    async def _run(self, job: Job) -> dict[str, JsonValue]:
        """Raises TrainingFailed, LeaseLost."""
        examples = await reviewed.write(self._database, self._settings.var_dir)
        await self._note(job, examples=examples)
        self._log.parent.mkdir(parents=True, exist_ok=True)
        with self._log.open("wb") as words:
            process = await asyncio.create_subprocess_exec(
                *self._command(job),
                cwd=ROOT,
                env={**os.environ, **QUIET},
                # Held open for as long as we want the result: the training ends when it closes.
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=words,
                start_new_session=True,
            )
        try:
            report = await self._follow(job, process)
            code = await process.wait()
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            await process.wait()
        if code != 0 or report is None:
            raise TrainingFailed(self._last_words() or f"exit {code}")
        return report

    async def _follow(
        self, job: Job, process: asyncio.subprocess.Process
    ) -> dict[str, JsonValue] | None:
        assert process.stdout is not None  # noqa: S101 - asked for above
        async for line in process.stdout:
            try:
                news = News.model_validate_json(line)
            except ValidationError as error:
                raise TrainingFailed("not the output of a training") from error
            if news.report is not None:
                return news.report
            await self._note(job, state=news.state, progress=news.progress)
        return None

    async def _note(self, job: Job, **seen: object) -> None:
        async with transaction(self._database) as session:
            await training.note(session, job.id, self.owner, self._lease, **seen)

    def _command(self, job: Job) -> list[str]:
        folder = self._settings.models_dir.resolve()
        active = folder / job.active if job.active else None
        compared = ["--active", str(active)] if active and active.exists() else []
        return [
            *self._settings.train_command,
            "--reviewed", str(reviewed.folder(self._settings.var_dir).resolve()),
            "--out", str(folder / job.file),
            *compared,
        ]  # fmt: skip

    @property
    def _log(self) -> Path:
        return self._settings.var_dir / "run" / "training.log"

    def _last_words(self) -> str:
        lines = self._log.read_text("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else ""
