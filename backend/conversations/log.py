"""The message log: writing to it, and reading it back by `seq`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.clock import now
from backend.conversations.models import (
    UNFINISHED,
    WEB,
    Author,
    Choice,
    Conversation,
    JsonObject,
    Message,
    OutboxEntry,
    Rating,
    State,
    Turn,
    new_id,
)
from backend.desk.opening import in_charge

PAGE = 200


@dataclass(frozen=True)
class Snapshot:
    """What a customer may see of a conversation's state."""

    last_seq: int
    state: State
    busy: bool
    queue_position: int | None
    agent_name: str | None = None
    rated: bool = False


def append(
    session: AsyncSession,
    conversation: Conversation,
    author: Author,
    *,
    text: str = "",
    card: JsonObject | None = None,
    buttons: Sequence[tuple[str, str]] = (),
    not_before: datetime | None = None,
) -> Message:
    """Add a message to a locked conversation. `buttons` are (title, payload) pairs. No app is sent
    it before `not_before`, unless its user writes."""
    conversation.last_seq += 1
    conversation.updated_at = now()
    seq = conversation.last_seq
    message = Message(
        id=new_id(),
        conversation_id=conversation.id,
        seq=seq,
        author=author,
        text=text,
        card=card,
        choices=[
            Choice(id=f"{seq}-{number}", title=title, payload=payload)
            for number, (title, payload) in enumerate(buttons, 1)
        ]
        or None,
        created_at=conversation.updated_at,
    )
    session.add(message)
    if author is not Author.CUSTOMER and conversation.channel != WEB:
        session.add(
            OutboxEntry(
                conversation_id=conversation.id,
                message=message,
                seq=seq,
                channel=conversation.channel,
                next_attempt_at=not_before or conversation.updated_at,
            )
        )
    return message


async def between(
    session: AsyncSession, conversation_id: str, after: int, last: int
) -> Sequence[Message]:
    """The messages after one seq up to and with another, oldest first, one page of them."""
    query = (
        select(Message)
        .where(Message.conversation_id == conversation_id, Message.seq > after, Message.seq <= last)
        .order_by(Message.seq)
        .limit(PAGE)
    )
    return (await session.scalars(query)).all()


async def snapshot(session: AsyncSession, conversation_id: str) -> Snapshot:
    unfinished = exists().where(Turn.conversation_id == Conversation.id, Turn.state.in_(UNFINISHED))
    rating = exists().where(Rating.conversation_id == Conversation.id)
    query = select(
        Conversation.last_seq, Conversation.state, Conversation.queued_at, unfinished, rating
    ).where(Conversation.id == conversation_id)
    last_seq, state, queued_at, busy, rated = (await session.execute(query)).one()
    position = await _queue_position(session, queued_at) if state is State.QUEUED else None
    return Snapshot(
        last_seq=last_seq,
        state=state,
        busy=bool(busy),
        queue_position=position,
        agent_name=await in_charge(session, conversation_id) if state is State.HUMAN else None,
        rated=bool(rated),
    )


async def changed_since(session: AsyncSession, moment: datetime) -> dict[str, datetime]:
    """Conversations written to since then, by any process, with the time of their last change."""
    query = select(Conversation.id, Conversation.updated_at).where(
        Conversation.updated_at >= moment
    )
    return {row.id: row.updated_at for row in await session.execute(query)}


async def _queue_position(session: AsyncSession, queued_at: datetime | None) -> int:
    query = select(func.count()).where(
        Conversation.state == State.QUEUED, Conversation.queued_at < queued_at
    )
    return (await session.execute(query)).scalar_one() + 1


async def queue(session: AsyncSession) -> Sequence[str]:
    """Conversations that wait for a person, the longest first."""
    query = (
        select(Conversation.id)
        .where(Conversation.state == State.QUEUED)
        .order_by(Conversation.queued_at, Conversation.id)
    )
    return (await session.scalars(query)).all()
