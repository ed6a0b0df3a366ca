"""The end of a case: solved, given back to the bot, or over by itself."""

from collections.abc import Sequence

from sqlalchemy import exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from backend.clock import now
from backend.conversations.log import append
from backend.conversations.models import Author, Conversation, JsonObject, Rating, State
from backend.desk import notes
from backend.desk.errors import NoCase, NotAssignee
from backend.desk.models import Case, Outcome
from backend.desk.visibility import Viewer, act

RATING_CARD = "rating"
AT_THE_DESK = (State.QUEUED, State.HUMAN)


async def resolve(
    session: AsyncSession,
    viewer: Viewer,
    conversation_id: str,
    *,
    summary: str,
    category: str,
    farewell: str,
) -> Conversation:
    """Solved: the customer reads `farewell` with the card that asks for a rating, once.

    Raises NoCase, NotAssignee or NotFound.
    """
    conversation, case = await _in_hand(session, viewer, conversation_id)
    case.result, case.category = summary, category
    asked = await session.get(Rating, conversation.id) is None
    card: JsonObject | None = {"kind": RATING_CARD} if asked else None
    append(session, conversation, Author.SYSTEM, text=farewell, card=card)
    _end(case, conversation, Outcome.RESOLVED, viewer.id)
    _to_bot(conversation)
    notes.happened(session, conversation, viewer.id, "resolved", category=category)
    return conversation


async def give_back(session: AsyncSession, viewer: Viewer, conversation_id: str) -> Conversation:
    """To the bot without a solution. Raises as `resolve` does."""
    conversation, case = await _in_hand(session, viewer, conversation_id)
    _end(case, conversation, Outcome.RETURNED, viewer.id)
    _to_bot(conversation)
    notes.happened(session, conversation, viewer.id, "returned")
    return conversation


async def left_over(session: AsyncSession) -> Sequence[int]:
    """Open cases whose conversation left the desk by itself."""
    query = (
        select(Case.id)
        .join(Conversation, Conversation.id == Case.conversation_id)
        .where(Case.ended_at.is_(None), Conversation.state.not_in(AT_THE_DESK))
    )
    return (await session.scalars(query)).all()


async def end_left_over(session: AsyncSession, case_id: int) -> None:
    """The customer would not wait, or the conversation was closed. Safe to do twice."""
    still = exists().where(
        Conversation.id == Case.conversation_id, Conversation.state.not_in(AT_THE_DESK)
    )
    closed = exists().where(
        Conversation.id == Case.conversation_id, Conversation.state == State.CLOSED
    )
    last = select(Conversation.last_seq).where(Conversation.id == Case.conversation_id)
    for condition, outcome in ((closed, Outcome.CLOSED), (still, Outcome.LEFT)):
        await session.execute(
            update(Case)
            .where(Case.id == case_id, Case.ended_at.is_(None), condition)
            .values(ended_at=now(), outcome=outcome, to_seq=last.scalar_subquery())
        )


async def _in_hand(
    session: AsyncSession, viewer: Viewer, conversation_id: str
) -> tuple[Conversation, Case]:
    conversation, case = await act(session, viewer, conversation_id)
    if case is None or conversation.state is not State.HUMAN:
        raise NoCase
    if case.assignee_id != viewer.id and not viewer.sees_all:
        raise NotAssignee
    return conversation, case


def _end(case: Case, conversation: Conversation, outcome: Outcome, member_id: int) -> None:
    case.ended_at, case.outcome, case.ended_by_id = now(), outcome, member_id
    case.to_seq = conversation.last_seq


def _to_bot(conversation: Conversation) -> None:
    conversation.state, conversation.queued_at = State.BOT, None
    conversation.updated_at = now()
