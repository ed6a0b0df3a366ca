"""Turns that wait: those nobody runs, and those whose customers have to be told."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.clock import now
from backend.conversations.log import append
from backend.conversations.models import UNFINISHED, Author, Conversation, Turn
from backend.conversations.opening import lock


async def abandoned(session: AsyncSession, before: datetime, owner: str) -> Sequence[str]:
    """Conversations with a turn accepted before then that no process but `owner` is running."""
    query = (
        select(Turn.conversation_id)
        .distinct()
        .join(Conversation, Conversation.id == Turn.conversation_id)
        .where(
            Turn.state.in_(UNFINISHED),
            Turn.created_at < before,
            or_(
                Conversation.lease_until.is_(None),
                Conversation.lease_until <= now(),
                Conversation.lease_owner == owner,
            ),
        )
        .limit(100)
    )
    return (await session.scalars(query)).all()


async def unanswered(session: AsyncSession, before: datetime) -> Sequence[tuple[str, str]]:
    """(conversation, turn) of turns accepted before then, unanswered and without a notice."""
    query = (
        select(Turn.conversation_id, Turn.id)
        .where(Turn.state.in_(UNFINISHED), Turn.created_at <= before, Turn.notice_sent.is_(False))
        .order_by(Turn.created_at)
        .limit(100)
    )
    return (await session.execute(query)).all()


async def give_notice(
    session: AsyncSession, conversation_id: str, turn_id: str, notice: str
) -> None:
    """Tell the customer, once for each turn, that the message is being worked on."""
    conversation = await lock(session, conversation_id)
    turn = await session.get_one(Turn, turn_id, populate_existing=True)
    if turn.notice_sent or turn.state not in UNFINISHED:
        return
    turn.notice_sent = True
    append(session, conversation, Author.SYSTEM, text=notice)
