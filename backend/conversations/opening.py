"""Opening a conversation, or finding the one that is open."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from backend.conversations.models import OPEN, WEB, Conversation


async def open_anonymous(session: AsyncSession, locale: str) -> Conversation:
    conversation = Conversation(channel=WEB, locale=locale)
    session.add(conversation)
    await session.flush()
    return conversation


async def open_for(
    session: AsyncSession, channel: str, user: str, *, customer_id: int | None, locale: str
) -> Conversation:
    """The person's open conversation on this channel, or a new one. Safe to call at once twice."""
    if found := await find_open(session, channel, user):
        return found
    fresh = Conversation(channel=channel, channel_user=user, customer_id=customer_id, locale=locale)
    try:
        async with session.begin_nested():
            session.add(fresh)
    except IntegrityError:
        found = await find_open(session, channel, user)
        if found is None:
            raise
        return found
    return fresh


async def get(session: AsyncSession, conversation_id: str) -> Conversation | None:
    return await session.get(Conversation, conversation_id)


async def lock(session: AsyncSession, conversation_id: str) -> Conversation:
    """The conversation, held against every other writer until the transaction ends.

    Whoever adds a message or takes a turn goes through here, which is what keeps `seq` without
    gaps. SQLite has no row locks; there the whole transaction excludes other writers.
    """
    query = select(Conversation).where(Conversation.id == conversation_id).with_for_update()
    result = await session.execute(query, execution_options={"populate_existing": True})
    return result.scalar_one()


async def find_open(session: AsyncSession, channel: str, user: str) -> Conversation | None:
    query = select(Conversation).where(
        Conversation.channel == channel,
        Conversation.channel_user == user,
        OPEN,
    )
    return (await session.execute(query)).scalar_one_or_none()
