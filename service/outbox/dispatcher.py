"""Delivers what the outbox holds: in order, until it arrives or can never arrive."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta

import structlog
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from backend.channels import windows
from backend.clock import now
from backend.conversations import outbox
from backend.conversations.outbox import Delivery
from backend.database import reading, transaction
from service.attachments.files import Files
from service.channels.base import Channel, OverQuota, Quota, TransportError
from service.metrics import Metrics
from service.outbox.batches import Batch, Sending, sendings

log = structlog.get_logger(__name__)

HOLD = timedelta(seconds=30)
"""Longer than any one call takes; a process that dies meanwhile gives the message back so."""
FIRST_PAUSE = timedelta(seconds=2)
LONGEST_PAUSE = timedelta(minutes=10)
BATCH = 20


class NotYet(TransportError):
    """The quota's last message is kept for the outcome, which is near."""

    def __init__(self) -> None:
        super().__init__("not yet", permanent=False)


class Dispatcher:
    def __init__(
        self,
        database: AsyncEngine,
        channels: Mapping[str, Channel],
        metrics: Metrics,
        files: Files,
        patience: timedelta,
    ) -> None:
        self._database, self._channels = database, channels
        self._metrics, self._files, self._patience = metrics, files, patience

    async def look(self) -> None:
        """Deliver everything that is due, a conversation beside the other."""
        while await self._due():
            async with transaction(self._database) as session:
                claimed = await outbox.claim(session, BATCH, HOLD)
                batches = [await self._batch(session, first) for first in claimed]
            await asyncio.gather(*map(self._deliver, batches))

    async def _due(self) -> bool:
        async with reading(self._database) as session:
            return await outbox.due(session)

    def _counts(self, kind: str) -> bool:
        channel = self._channels.get(kind)
        return channel is not None and channel.capabilities.quota is not None

    async def _batch(self, session: AsyncSession, first: Delivery) -> Batch:
        """Whether a turn runs is asked first: once it does not, all that it said is there too."""
        if not self._counts(first.channel):
            return Batch((first,), answering=False)
        answering = await outbox.is_answering(session, first.conversation_id)
        others = await outbox.following(session, first, HOLD)
        return Batch((first, *others), answering)

    async def _deliver(self, batch: Batch) -> None:
        left = {delivery.entry_id: delivery for delivery in batch.deliveries}
        first = batch.deliveries[0]
        try:
            channel = self._channels.get(first.channel)
            if channel is None:
                raise TransportError("channel is not set up", permanent=False)
            for sending in sendings(batch.deliveries, channel.capabilities, self._files):
                await self._send(channel, first, sending, answering=batch.answering)
                await self._sent(sending, left)
        except OverQuota as error:
            await self._knock(self._channels[first.channel], first)
            await self._failed(left, error)
        except TransportError as error:
            await self._failed(left, error)
        except Exception:
            # One message that we cannot even put into words must not hold up the others' looks.
            log.exception("delivery_broken", message_id=first.message.id, channel=first.channel)
            await self._failed(left, TransportError("broken", permanent=False))

    async def _send(
        self, channel: Channel, to: Delivery, sending: Sending, *, answering: bool
    ) -> None:
        quota = channel.capabilities.quota
        if quota is not None:
            await self._spend(quota, to, answering=answering)
        try:
            await channel.send(to.user, sending.part, sending.key)
        except TransportError:
            if quota is not None:
                async with transaction(self._database) as session:
                    await windows.refund(session, to.channel, to.user)
            raise

    async def _spend(self, quota: Quota, to: Delivery, *, answering: bool) -> None:
        """The last message of a window is kept for the outcome while there is none yet."""
        limit = quota.messages - 1 if answering else quota.messages
        async with transaction(self._database) as session:
            if not await windows.spend(session, to.channel, to.user, limit, quota.within):
                raise NotYet if answering else OverQuota

    async def _knock(self, channel: Channel, to: Delivery) -> None:
        """Once, and not again before the customer has written."""
        quota = channel.capabilities.quota
        if quota is None or quota.knock is None:
            return
        async with transaction(self._database) as session:
            if not await windows.close(session, to.channel, to.user, quota.messages):
                return
        try:
            await quota.knock(to.user)
        except TransportError as error:
            log.warning("knock_failed", channel=to.channel, reason=str(error))

    async def _sent(self, sending: Sending, left: dict[str, Delivery]) -> None:
        async with transaction(self._database) as session:
            for piece in sending.pieces:
                if piece.last:
                    await outbox.delivered(session, piece.delivery.entry_id)
                    del left[piece.delivery.entry_id]
                    self._metrics.deliveries.labels(piece.delivery.channel, "delivered").inc()
                else:
                    await outbox.advanced(session, piece.delivery.entry_id, piece.number)
            await outbox.keep(session, left, HOLD)

    async def _failed(self, left: Mapping[str, Delivery], error: TransportError) -> None:
        """The first one left has failed; those that were to follow it are due again at once."""
        delivery, *others = left.values()
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
                pause = _pause(delivery.attempts, error)
                await outbox.postponed(session, delivery.entry_id, now() + pause)
            for other in others:
                await outbox.postponed(session, other.entry_id, now())


def _pause(attempts: int, error: TransportError) -> timedelta:
    if isinstance(error, NotYet):
        return FIRST_PAUSE
    pause = min(FIRST_PAUSE * float(2 ** min(attempts - 1, 12)), LONGEST_PAUSE)
    return max(pause, timedelta(seconds=error.after))
