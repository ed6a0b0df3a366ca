"""A child process that is kept alive: started, watched, and started again when it dies or hangs."""

import asyncio
import contextlib
import signal
import time
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

PROBE_SECONDS = 1.0
HANGING_AFTER = 10
"""Failed probes in a row, once it was ready, that count as hanging."""
STOP_SECONDS = 5.0


@dataclass
class Child:
    """`health`: a URL that answers below 500 when the process is ready."""

    name: str
    command: list[str]
    environment: dict[str, str]
    health: str
    log: Path
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    process: asyncio.subprocess.Process | None = None

    async def keep(self, http: aiohttp.ClientSession) -> None:
        """Until cancelled. A process that dies at once is started again ever more slowly."""
        pause = 0.5
        while True:
            started = time.monotonic()
            await self._run_once(http)
            pause = 0.5 if time.monotonic() - started > 30 else min(pause * 2, 15)
            await asyncio.sleep(pause)

    async def _run_once(self, http: aiohttp.ClientSession) -> None:
        with self.log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                *self.command, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        watching = asyncio.create_task(self._watch(http))
        try:
            await self.process.wait()
        finally:
            watching.cancel()
            self.ready.clear()
            await self.stop()

    async def _watch(self, http: aiohttp.ClientSession) -> None:
        misses = 0
        while True:
            if await self._healthy(http):
                misses = 0
                self.ready.set()
            elif self.ready.is_set() and (misses := misses + 1) >= HANGING_AFTER:
                self._signal(signal.SIGKILL)
            await asyncio.sleep(PROBE_SECONDS if self.ready.is_set() else PROBE_SECONDS / 4)

    async def _healthy(self, http: aiohttp.ClientSession) -> bool:
        try:
            async with http.get(self.health) as response:
                return response.status < 500
        except (aiohttp.ClientError, TimeoutError):
            return False

    async def stop(self) -> None:
        """A polite request, then force."""
        if self.process is None or self.process.returncode is not None:
            return
        self._signal(signal.SIGTERM)
        try:
            async with asyncio.timeout(STOP_SECONDS):
                await self.process.wait()
        except TimeoutError:
            self._signal(signal.SIGKILL)
            await self.process.wait()

    def _signal(self, number: signal.Signals) -> None:
        if self.process is not None and self.process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self.process.send_signal(number)
