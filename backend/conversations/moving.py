"""Everything of one conversation, moved behind what another holds."""

from typing import Any

from sqlalchemy import delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, aliased

from backend.access.models import Grant
from backend.conversations.models import (
    UNFINISHED,
    Attachment,
    Choice,
    Conversation,
    Message,
    Rating,
    State,
    Turn,
    TurnState,
)
from backend.desk.models import Case, Note
from backend.pickups.models import Pickup
from backend.returns.models import Return
from backend.tickets.models import Ticket

BELONGINGS: tuple[InstrumentedAttribute[Any], ...] = (
    Attachment.conversation_id,
    Note.conversation_id,
    Pickup.conversation_id,
    Return.conversation_id,
    Ticket.conversation_id,
)


async def move(session: AsyncSession, source: Conversation, target: Conversation) -> None:
    """Both are locked. The messages keep their order and follow the target's own."""
    offset = target.last_seq
    await _move_messages(session, source, target, offset)
    await _move_turns(session, source, target, offset)
    await _move_cases(session, source, target, offset)
    for column in BELONGINGS:
        await session.execute(
            update(column.class_).where(column == source.id).values(conversation_id=target.id)
        )
    await _move_unless_there(session, Grant, source, target, Grant.shipment_id)
    await _move_unless_there(session, Rating, source, target)
    await session.execute(
        update(Ticket)
        .where(Ticket.conversation_id == target.id, Ticket.customer_id.is_(None))
        .values(customer_id=target.customer_id)
    )
    target.last_seq, source.last_seq = offset + source.last_seq, 0
    target.updated_at = max(source.updated_at, target.updated_at)
    target.leaving = source.leaving or target.leaving
    source.merged_into = target.id
    source.lease_owner = source.lease_until = None  # a turn in flight belongs to the target now
    await session.flush()


async def _move_messages(
    session: AsyncSession, source: Conversation, target: Conversation, offset: int
) -> None:
    mine = select(Message).where(Message.conversation_id == source.id)
    taken = set(
        await session.scalars(select(Message.client_id).where(Message.conversation_id == target.id))
    )
    for message in await session.scalars(mine):
        message.conversation_id = target.id
        message.seq += offset
        if message.client_id in taken:
            message.client_id = None
        if message.choices:
            message.choices = [
                Choice(id=f"{message.seq}-{number}", title=one["title"], payload=one["payload"])
                for number, one in enumerate(message.choices, 1)
            ]
    await session.flush()


async def _move_turns(
    session: AsyncSession, source: Conversation, target: Conversation, offset: int
) -> None:
    """What was not answered is asked in the target's name, unless a person answers there."""
    left = TurnState.PENDING if target.state is State.BOT else TurnState.DONE
    mine = Turn.conversation_id == source.id
    await session.execute(update(Turn).where(mine, Turn.state.in_(UNFINISHED)).values(state=left))
    await session.execute(
        update(Turn).where(mine).values(conversation_id=target.id, seq=Turn.seq + offset)
    )


async def _move_cases(
    session: AsyncSession, source: Conversation, target: Conversation, offset: int
) -> None:
    """Ended ones; an open one ends with the source."""
    await session.execute(
        update(Case)
        .where(Case.conversation_id == source.id, Case.ended_at.is_not(None))
        .values(
            conversation_id=target.id,
            from_seq=Case.from_seq + offset,
            to_seq=Case.to_seq + offset,
        )
    )


async def _move_unless_there(
    session: AsyncSession,
    model: type[Grant] | type[Rating],
    source: Conversation,
    target: Conversation,
    *same: InstrumentedAttribute[int],
) -> None:
    """Rows of which a conversation has one (for each `same`): the target's own go before."""
    theirs = aliased(model)
    there = exists().where(
        theirs.conversation_id == target.id,
        *(getattr(theirs, column.key) == column for column in same),
    )
    await session.execute(
        update(model)
        .where(model.conversation_id == source.id, ~there)
        .values(conversation_id=target.id)
        .execution_options(synchronize_session=False)
    )
    await session.execute(delete(model).where(model.conversation_id == source.id))
