"""The outbox: messages to push to a channel, written with them and delivered after the commit."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from backend.channels.models import Progress
from backend.clock import now
from backend.conversations.models import (
    UNFINISHED,
    Conversation,
    DeliveryState,
    Message,
    OutboxEntry,
    Turn,
)
from backend.conversations.states import UNDELIVERED


@dataclass(frozen=True)
class Delivery:
    """`done`: how many parts of the message the platform has taken already."""

    entry_id: str
    conversation_id: str
    channel: str
    user: str
    attempts: int
    message: Message
    done: int = 0


async def due(session: AsyncSession) -> bool:
    """Whether anything waits to be delivered now."""
    query = select(
        exists().where(OutboxEntry.state.in_(UNDELIVERED), OutboxEntry.next_attempt_at <= now())
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
            OutboxEntry.state.in_(UNDELIVERED),
            OutboxEntry.next_attempt_at <= now(),
            ~exists().where(
                earlier.conversation_id == OutboxEntry.conversation_id,
                earlier.state.in_(UNDELIVERED),
                earlier.seq < OutboxEntry.seq,
            ),
        )
        .limit(limit)
        .with_for_update(of=OutboxEntry, skip_locked=True)
    )
    deliveries = []
    for entry, message, user in await session.execute(query):
        _take(entry, hold)
        deliveries.append(_delivery(entry, message, user, await _done(session, entry.id)))
    return deliveries


async def following(session: AsyncSession, first: Delivery, hold: timedelta) -> Sequence[Delivery]:
    """The later messages of a claimed one's conversation, claimed with it."""
    query = (
        select(OutboxEntry, Message)
        .join(Message, Message.id == OutboxEntry.message_id)
        .where(
            OutboxEntry.conversation_id == first.conversation_id,
            OutboxEntry.state.in_(UNDELIVERED),
            OutboxEntry.seq > first.message.seq,
        )
        .order_by(OutboxEntry.seq)
        .with_for_update(of=OutboxEntry)
    )
    deliveries = []
    for entry, message in await session.execute(query):
        _take(entry, hold)
        deliveries.append(_delivery(entry, message, first.user, 0))
    return deliveries


async def keep(session: AsyncSession, entry_ids: Collection[str], hold: timedelta) -> None:
    """Still at it: hold the messages for longer."""
    await session.execute(
        update(OutboxEntry)
        .where(OutboxEntry.id.in_(entry_ids))
        .values(next_attempt_at=now() + hold)
    )


async def advanced(session: AsyncSession, entry_id: str, parts: int) -> None:
    """The platform has taken that many of the message's parts."""
    await session.merge(Progress(entry_id=entry_id, parts=parts))


async def delivered(session: AsyncSession, entry_id: str) -> None:
    (await session.get_one(OutboxEntry, entry_id)).state = DeliveryState.DELIVERED


async def failed(session: AsyncSession, entry_id: str) -> None:
    (await session.get_one(OutboxEntry, entry_id)).state = DeliveryState.FAILED


async def postponed(session: AsyncSession, entry_id: str, until: datetime) -> None:
    entry = await session.get_one(OutboxEntry, entry_id)
    entry.state, entry.next_attempt_at = DeliveryState.PENDING, until


async def due_now(session: AsyncSession, channel: str, user: str) -> None:
    """What waits for this user may be tried at once: they are there. What is being sent is not
    touched, or another process would send it too."""
    held = select(Conversation.id).where(
        Conversation.channel == channel, Conversation.channel_user == user
    )
    await session.execute(
        update(OutboxEntry)
        .where(
            OutboxEntry.conversation_id.in_(held),
            OutboxEntry.state == DeliveryState.PENDING,
        )
        .values(next_attempt_at=now())
    )


async def is_answering(session: AsyncSession, conversation_id: str) -> bool:
    """Whether a turn runs, so that what is said now is not yet its outcome."""
    query = select(
        exists().where(Turn.conversation_id == conversation_id, Turn.state.in_(UNFINISHED))
    )
    return bool((await session.execute(query)).scalar_one())


def _take(entry: OutboxEntry, hold: timedelta) -> None:
    entry.state, entry.next_attempt_at = DeliveryState.SENDING, now() + hold
    entry.attempts += 1


def _delivery(entry: OutboxEntry, message: Message, user: str | None, done: int) -> Delivery:
    return Delivery(
        entry_id=entry.id,
        conversation_id=entry.conversation_id,
        channel=entry.channel,
        user=user or "",
        attempts=entry.attempts,
        message=message,
        done=done,
    )


async def _done(session: AsyncSession, entry_id: str) -> int:
    progress = await session.get(Progress, entry_id)
    return progress.parts if progress else 0
