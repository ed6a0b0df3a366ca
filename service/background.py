"""Work that goes on beside the requests."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import structlog

STOP_SECONDS = 10

log = structlog.get_logger(__name__)


@asynccontextmanager
async def repeating(
    job: str, every: float, step: Callable[[], Awaitable[object]]
) -> AsyncIterator[None]:
    """Run `step` every so many seconds while the context is open.

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
        # Cancelled only when it takes too long: a transaction cut off leaves its locks behind.
        stop.set()
        _, late = await asyncio.wait({task}, timeout=STOP_SECONDS)
        for each in late:
            each.cancel()
