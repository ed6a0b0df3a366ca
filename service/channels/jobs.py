"""What goes on for the channels beside the requests."""

from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from functools import partial

from sqlalchemy.ext.asyncio import AsyncEngine

from backend.clock import now
from backend.conversations import receipts
from backend.database import transaction
from service.channels.arriving import Arriving
from service.channels.wecom.channel import WecomChannel
from service.channels.wecom.sync import Sync
from service.notices.teller import Teller
from service.wiring import Services

REMEMBERED = timedelta(days=3)
"""Platforms repeat themselves for seven hours at most."""
NEWS_SECONDS = 10.0
HOUR_SECONDS = 3600.0

Job = tuple[str, float, Callable[[], Awaitable[object]]]
"""Its name, seconds between two steps, and a step."""


def channel_jobs(services: Services) -> Iterator[Job]:
    soon = services.settings.poll_seconds
    yield "notices", NEWS_SECONDS, Teller(services.database, services.hub).look
    yield "receipts", HOUR_SECONDS, partial(forget_receipts, services.database)
    yield "arrivals", soon, Arriving(services).look
    wecom = services.channels.get("wecom")
    if isinstance(wecom, WecomChannel):
        sync = Sync(services, wecom)
        yield "wecom", soon, sync.look
        yield "wecom_watchdog", soon, sync.watch


async def forget_receipts(database: AsyncEngine) -> None:
    async with transaction(database) as session:
        await receipts.forget(session, now() - REMEMBERED)
