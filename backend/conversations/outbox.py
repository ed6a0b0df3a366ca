"""The outbox: messages to push to a channel, written with them and delivered after the commit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from backend.clock import now
from backend.conversations.models import Conversation, DeliveryState, Message, OutboxEntry


@dataclass(frozen=True)
class Delivery:
    entry_id: str
    channel: str
    user: str
    attempts: int
    message: Message


async def due(session: AsyncSession) -> bool:
    """Whether anything waits to be delivered now."""
    query = select(
        exists().where(
            OutboxEntry.state == DeliveryState.PENDING, OutboxEntry.next_attempt_at <= now()
        )
    )
    return bool((await session.execute(query)).scalar_one())


async def claim(session: AsyncSession, limit: int, hold: timedelta) -> Sequence[Delivery]:
    """The next message of each conversation that is due, kept from other processes for `hold`.

    A conversation's later messages wait for its earlier ones, so that they arrive in order.
    """
    earlier = aliased(OutboxEntry)
    query = (
        select(OutboxEntry, Message, Conversation.channel_user)
        .join(Message, Message.id == OutboxEntry.message_id)
        .join(Conversation, Conversation.id == OutboxEntry.conversation_id)
        .where(
            OutboxEntry.state == DeliveryState.PENDING,
            OutboxEntry.next_attempt_at <= now(),
            ~exists().where(
                earlier.conversation_id == OutboxEntry.conversation_id,
                earlier.state == DeliveryState.PENDING,
                earlier.seq < OutboxEntry.seq,
            ),
        )
        .limit(limit)
        .with_for_update(of=OutboxEntry, skip_locked=True)
    )
    deliveries = []
    for entry, message, user in await session.execute(query):
        entry.attempts += 1
        entry.next_attempt_at = now() + hold
        deliveries.append(Delivery(entry.id, entry.channel, user or "", entry.attempts, message))
    return deliveries


async def delivered(session: AsyncSession, entry_id: str) -> None:
    (await session.get_one(OutboxEntry, entry_id)).state = DeliveryState.DELIVERED


async def failed(session: AsyncSession, entry_id: str) -> None:
    (await session.get_one(OutboxEntry, entry_id)).state = DeliveryState.FAILED


async def postponed(session: AsyncSession, entry_id: str, until: datetime) -> None:
    (await session.get_one(OutboxEntry, entry_id)).next_attempt_at = until
