"""Conversations with the bot that nobody goes on with: warned, then closed.

Several processes may look at once: what is due is looked at again under the lock.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.clock import now
from backend.conversations.log import append
from backend.conversations.models import UNFINISHED, WEB, Author, Conversation, State, Turn
from backend.conversations.opening import lock
from backend.conversations.turns import leave_bot

BATCH = 50


async def to_warn(session: AsyncSession, before: datetime) -> Sequence[str]:
    """Nothing happened in them since `before`."""
    return await _some(session, _silent(before))


async def to_close(session: AsyncSession, before: datetime) -> Sequence[str]:
    """Warned before then, and still nothing was said."""
    return await _some(session, _warned(before))


async def warn(session: AsyncSession, conversation_id: str, before: datetime, notice: str) -> bool:
    """Whether this call did it. Only the web is told: elsewhere a notice would be a nuisance."""
    conversation = await _still(session, conversation_id, _silent(before))
    if conversation is None:
        return False
    conversation.warned_at = now()
    if conversation.channel == WEB:
        append(session, conversation, Author.SYSTEM, text=notice)
    return True


async def close(session: AsyncSession, conversation_id: str, before: datetime, notice: str) -> bool:
    """Whether this call did it. The next message opens the conversation again."""
    conversation = await _still(session, conversation_id, _warned(before))
    if conversation is None:
        return False
    conversation.warned_at = conversation.leaving = None
    if conversation.channel == WEB:
        append(session, conversation, Author.SYSTEM, text=notice)
    await leave_bot(session, conversation, State.CLOSED)
    return True


def _silent(before: datetime) -> ColumnElement[bool]:
    """An empty conversation is an open window in which nothing was said yet: it may stay."""
    return (
        (Conversation.updated_at <= before)
        & Conversation.warned_at.is_(None)
        & (Conversation.last_seq > 0)
    )


def _warned(before: datetime) -> ColumnElement[bool]:
    return Conversation.warned_at <= before


async def _some(session: AsyncSession, due: ColumnElement[bool]) -> Sequence[str]:
    busy = exists().where(Turn.conversation_id == Conversation.id, Turn.state.in_(UNFINISHED))
    query = select(Conversation.id).where(Conversation.state == State.BOT, due, ~busy).limit(BATCH)
    return (await session.scalars(query)).all()


async def _still(
    session: AsyncSession, conversation_id: str, due: ColumnElement[bool]
) -> Conversation | None:
    conversation = await lock(session, conversation_id)
    found = await session.scalar(
        select(Conversation.id).where(
            Conversation.id == conversation_id, Conversation.state == State.BOT, due
        )
    )
    return conversation if found else None
