"""Delivers what the outbox holds: in order, until it arrives or can never arrive."""

from collections.abc import Mapping
from datetime import timedelta

import structlog
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.clock import now
from backend.conversations import outbox
from backend.conversations.outbox import Delivery
from backend.database import reading, transaction
from service.channels.base import Channel, TransportError
from service.metrics import Metrics

log = structlog.get_logger(__name__)

HOLD = timedelta(seconds=30)
"""Longer than any delivery takes; a process that dies meanwhile gives the message back so."""
FIRST_PAUSE = timedelta(seconds=2)
LONGEST_PAUSE = timedelta(minutes=10)
BATCH = 20


class Dispatcher:
    def __init__(
        self,
        database: AsyncEngine,
        channels: Mapping[str, Channel],
        metrics: Metrics,
        patience: timedelta,
    ) -> None:
        self._database, self._channels = database, channels
        self._metrics, self._patience = metrics, patience

    async def look(self) -> None:
        """Deliver everything that is due."""
        while await self._due():
            async with transaction(self._database) as session:
                deliveries = await outbox.claim(session, BATCH, HOLD)
            for delivery in deliveries:
                await self._deliver(delivery)

    async def _due(self) -> bool:
        async with reading(self._database) as session:
            return await outbox.due(session)

    async def _deliver(self, delivery: Delivery) -> None:
        try:
            channel = self._channels.get(delivery.channel)
            if channel is None:
                raise TransportError("channel is not set up", permanent=False)
            await channel.deliver(delivery.user, delivery.message)
        except TransportError as error:
            await self._failed(delivery, error)
            return
        self._metrics.deliveries.labels(delivery.channel, "delivered").inc()
        async with transaction(self._database) as session:
            await outbox.delivered(session, delivery.entry_id)

    async def _failed(self, delivery: Delivery, error: TransportError) -> None:
        too_late = delivery.message.created_at + self._patience < now()
        final = error.permanent or too_late
        self._metrics.deliveries.labels(delivery.channel, "failed" if final else "retried").inc()
        log.warning(
            "delivery_failed",
            message_id=delivery.message.id,
            channel=delivery.channel,
            attempts=delivery.attempts,
            reason="permanent" if final else "temporary",
        )
        async with transaction(self._database) as session:
            if final:
                await outbox.failed(session, delivery.entry_id)
            else:
                pause = min(FIRST_PAUSE * 2 ** min(delivery.attempts - 1, 12), LONGEST_PAUSE)
                await outbox.postponed(session, delivery.entry_id, now() + pause)
