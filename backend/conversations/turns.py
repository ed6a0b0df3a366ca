"""Turns: one in flight for each conversation, in order, whichever process runs it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from backend.clock import now
from backend.conversations.errors import LeaseLost
from backend.conversations.log import append
from backend.conversations.models import (
    UNFINISHED,
    Author,
    Conversation,
    FileRef,
    JsonObject,
    State,
    Turn,
    TurnState,
)
from backend.conversations.opening import lock
from backend.customers.models import Customer


@dataclass(frozen=True)
class Job:
    """A turn to run. `payload` is set when the customer pressed a button, else `text` counts."""

    turn_id: str
    conversation_id: str
    text: str
    payload: str | None
    attachments: tuple[FileRef, ...]
    customer_id: int | None
    customer_name: str | None
    tier: str | None
    channel: str
    locale: str


@dataclass(frozen=True)
class Reply:
    text: str = ""
    card: JsonObject | None = None
    buttons: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Answer:
    replies: tuple[Reply, ...]
    nlu: JsonObject | None = None
    handover: bool = False


async def take_next(
    session: AsyncSession, conversation_id: str, owner: str, lease: timedelta
) -> Job | None:
    """The conversation's next turn, with the lease on it; None gives the lease back.

    Looking and giving back happen under one lock, so no message can slip in between unseen.
    """
    conversation = await lock(session, conversation_id)
    moment = now()
    free = conversation.lease_until is None or conversation.lease_until <= moment
    if not free and conversation.lease_owner != owner:
        return None
    turn = await _first_unfinished(session, conversation_id)
    if turn is None:
        conversation.lease_owner = conversation.lease_until = None
        return None
    conversation.lease_owner, conversation.lease_until = owner, moment + lease
    turn.state, turn.started_at = TurnState.RUNNING, moment
    turn.attempts += 1
    customer = (
        await session.get(Customer, conversation.customer_id) if conversation.customer_id else None
    )
    return Job(
        turn_id=turn.id,
        conversation_id=conversation_id,
        text=turn.message.text,
        payload=turn.payload,
        attachments=tuple(turn.message.attachments or ()),
        customer_id=conversation.customer_id,
        customer_name=customer.name if customer else None,
        tier=customer.tier if customer else None,
        channel=conversation.channel,
        locale=conversation.locale,
    )


async def renew(session: AsyncSession, job: Job, owner: str, lease: timedelta) -> None:
    """Keep the lease for another attempt. Raises LeaseLost."""
    conversation, turn = await _held(session, job, owner)
    conversation.lease_until = now() + lease
    turn.attempts += 1


async def finish(session: AsyncSession, job: Job, owner: str, answer: Answer) -> None:
    """Store the engine's answer and end the turn, all or nothing. Raises LeaseLost."""
    conversation, turn = await _held(session, job, owner)
    turn.message.nlu = answer.nlu
    turn.state, turn.finished_at = TurnState.DONE, now()
    for reply in answer.replies:
        append(
            session,
            conversation,
            Author.BOT,
            text=reply.text,
            card=reply.card,
            buttons=reply.buttons,
        )
    if answer.handover:
        await leave_bot(session, conversation, State.QUEUED)


async def give_up(session: AsyncSession, job: Job, owner: str, notice: str) -> None:
    """End a turn that got no answer: tell the customer and queue for a person. Raises LeaseLost."""
    conversation, turn = await _held(session, job, owner)
    turn.state, turn.finished_at = TurnState.FAILED, now()
    append(session, conversation, Author.SYSTEM, text=notice)
    await leave_bot(session, conversation, State.QUEUED)


async def leave_bot(session: AsyncSession, conversation: Conversation, state: State) -> None:
    """Take a locked conversation from the bot: into the queue, to a person, or closed.

    The turns that are left end unasked, and one in flight finds that it is no longer wanted:
    with a person in charge the bot is silent.
    """
    moment = now()
    conversation.state, conversation.updated_at = state, moment
    conversation.queued_at = moment if state is State.QUEUED else None
    await session.flush()
    await session.execute(
        update(Turn)
        .where(Turn.conversation_id == conversation.id, Turn.state.in_(UNFINISHED))
        .values(state=TurnState.DONE, finished_at=moment)
    )


async def release_all(session: AsyncSession, owner: str) -> None:
    """Give back every lease of a process that is stopping, so that others need not wait."""
    await session.execute(
        update(Conversation)
        .where(Conversation.lease_owner == owner)
        .values(lease_owner=None, lease_until=None)
    )


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


async def waiting(session: AsyncSession, before: datetime) -> Sequence[tuple[str, str]]:
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


async def _first_unfinished(session: AsyncSession, conversation_id: str) -> Turn | None:
    query = (
        select(Turn)
        .where(Turn.conversation_id == conversation_id, Turn.state.in_(UNFINISHED))
        .order_by(Turn.seq)
        .limit(1)
        .options(joinedload(Turn.message))
    )
    return (await session.execute(query)).scalar_one_or_none()


async def _held(session: AsyncSession, job: Job, owner: str) -> tuple[Conversation, Turn]:
    conversation = await lock(session, job.conversation_id)
    query = select(Turn).where(Turn.id == job.turn_id).options(joinedload(Turn.message))
    turn = (await session.execute(query)).scalar_one()
    if conversation.lease_owner != owner or turn.state is not TurnState.RUNNING:
        raise LeaseLost
    return conversation, turn
