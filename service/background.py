"""Work that goes on beside the requests."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import structlog

STOP_SECONDS = 3

log = structlog.get_logger(__name__)


@asynccontextmanager
async def repeating(
    job: str, every: float, step: Callable[[], Awaitable[object]]
) -> AsyncIterator[None]:
    """Run `step` every so many seconds while the context is open, and see it end.

    A failing step is logged and tried again: a database that is away for a minute must not end
    the job for good.
    """

    stop = asyncio.Event()

    async def loop() -> None:
        while not stop.is_set():
            try:
                await step()
            except Exception:
                log.exception("job_failed", job=job)
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), every)

    task = asyncio.create_task(loop(), name=job)
    try:
        yield
    finally:
        # A step may be long, as a training is: after a while it is cut off, which undoes what it
        # has not committed.
        stop.set()
        _, late = await asyncio.wait({task}, timeout=STOP_SECONDS)
        if late:
            task.cancel()
            await asyncio.wait({task})
