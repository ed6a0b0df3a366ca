"""A platform's own service desk, mirrored: while its staff have a customer, our bot is silent."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.channels.models import Mirror
from backend.clock import now
from backend.conversations.models import (
    Conversation,
    DeliveryState,
    Message,
    OutboxEntry,
    State,
)
from backend.conversations.turns import leave_bot
from backend.upsert import insert_into


async def note(session: AsyncSession, channel: str, user: str, state: int) -> None:
    values = {"state": state, "checked_at": now()}
    await session.execute(
        insert_into(session, Mirror)
        .values(channel=channel, channel_user=user, **values)
        .on_conflict_do_update(index_elements=["channel", "channel_user"], set_=values)
    )


async def held(session: AsyncSession, channel: str, user: str, state: int) -> bool:
    """Whether the platform was in this state when it was last heard of."""
    found = await session.get(Mirror, (channel, user))
    return found is not None and found.state == state


async def unchecked(
    session: AsyncSession, channel: str, state: int, before: datetime
) -> Sequence[str]:
    """Users last known to be in this state, and not asked about since then."""
    query = (
        select(Mirror.channel_user)
        .where(Mirror.channel == channel, Mirror.state == state, Mirror.checked_at < before)
        .limit(50)
    )
    return (await session.scalars(query)).all()


async def silence(session: AsyncSession, conversation: Conversation) -> None:
    """The platform's staff have taken over a locked conversation."""
    if conversation.state in (State.BOT, State.QUEUED):
        await leave_bot(session, conversation, State.HUMAN)


def give_back(conversation: Conversation) -> None:
    """They have ended: what is written next is for the bot."""
    if conversation.state is State.HUMAN:
        conversation.state, conversation.updated_at = State.BOT, now()


async def said_already(session: AsyncSession, message: Message) -> None:
    """The message was said on the platform itself: nobody has to deliver it."""
    await session.flush()
    query = select(OutboxEntry).where(OutboxEntry.message_id == message.id)
    (await session.execute(query)).scalar_one().state = DeliveryState.DELIVERED
