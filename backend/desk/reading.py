"""A conversation as staff read it: messages with their delivery, notes, and the case around it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.conversations.models import DeliveryState, Message, OutboxEntry, Rating
from backend.desk.rows import Row, rows_of
from backend.errors import NotFound
from backend.staff.models import Member

PAGE = 200


@dataclass(frozen=True)
class Span:
    """Messages before a seq (the newest of them), or after one (the oldest of them)."""

    before: int | None = None
    after: int | None = None
    limit: int = 100


Delivered = tuple[Message, DeliveryState | None]


@dataclass(frozen=True)
class Around:
    row: Row
    ended_by: Member | None
    rating: Rating | None


async def around(session: AsyncSession, conversation_id: str) -> Around:
    """Raises NotFound."""
    found = await rows_of(session, [conversation_id])
    if not found:
        raise NotFound
    row = found[0]
    ended_by = row.case.ended_by_id if row.case else None
    return Around(
        row=row,
        ended_by=await session.get(Member, ended_by) if ended_by else None,
        rating=await session.get(Rating, conversation_id),
    )


async def messages(session: AsyncSession, conversation_id: str, span: Span) -> Sequence[Delivered]:
    """Oldest first."""
    query = (
        select(Message, OutboxEntry.state)
        .outerjoin(OutboxEntry, OutboxEntry.message_id == Message.id)
        .where(Message.conversation_id == conversation_id)
        .limit(min(span.limit, PAGE))
    )
    if span.after is not None:
        query = query.where(Message.seq > span.after).order_by(Message.seq)
        return [(message, state) for message, state in await session.execute(query)]
    if span.before is not None:
        query = query.where(Message.seq < span.before)
    found = await session.execute(query.order_by(Message.seq.desc()))
    return [(message, state) for message, state in reversed(found.all())]
