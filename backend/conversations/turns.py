"""Turns: one in flight for each conversation, in order, whichever process runs it."""

from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from backend.clock import now
from backend.conversations.errors import LeaseLost
from backend.conversations.jobs import Answer, Heard, Job, Reply
from backend.conversations.log import append
from backend.conversations.models import (
    UNFINISHED,
    Author,
    Conversation,
    State,
    Turn,
    TurnState,
)
from backend.conversations.opening import lock
from backend.customers.models import Customer
from backend.desk.meanwhile import unheard
from backend.desk.opening import open_case
from backend.reviews import proposals

__all__ = [
    "Answer",
    "Job",
    "Reply",
    "finish",
    "give_up",
    "leave_bot",
    "release_all",
    "renew",
    "take_next",
]


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
        since=tuple(Heard(said.author, said.text) for said in await unheard(session, turn)),
    )


async def renew(session: AsyncSession, job: Job, owner: str, lease: timedelta) -> None:
    """Keep the lease for another attempt. Raises LeaseLost."""
    conversation, turn = await _held(session, job, owner)
    conversation.lease_until = now() + lease
    turn.attempts += 1


async def finish(session: AsyncSession, job: Job, owner: str, answer: Answer) -> Conversation:
    """Store the engine's answer and end the turn, all or nothing. Raises LeaseLost."""
    conversation, turn = await _held(session, job, owner)
    turn.message.nlu = answer.nlu
    await proposals.judge(session, turn)
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
        (await open_case(session, conversation)).tell(answer.summary)
    return conversation


async def give_up(
    session: AsyncSession, job: Job, owner: str, notice: str, *, queue: bool = True
) -> Conversation:
    """End a turn that got no answer: tell the customer, and queue for a person if there is one.

    Raises LeaseLost.
    """
    conversation, turn = await _held(session, job, owner)
    turn.state, turn.finished_at = TurnState.FAILED, now()
    append(session, conversation, Author.SYSTEM, text=notice)
    if queue:
        await leave_bot(session, conversation, State.QUEUED)
    return conversation


async def leave_bot(session: AsyncSession, conversation: Conversation, state: State) -> None:
    """Take a locked conversation from the bot: into the queue, to a person, or closed.

    The turns that are left end unasked, and one in flight finds that it is no longer wanted:
    with a person in charge the bot is silent.
    """
    moment = now()
    conversation.state, conversation.updated_at = state, moment
    conversation.queued_at = moment if state is State.QUEUED else None
    await session.flush()
    if state is State.QUEUED:
        await open_case(session, conversation)
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
