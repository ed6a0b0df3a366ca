"""What was said while people had the conversation: the engine has not heard it yet."""

from collections.abc import Sequence

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.conversations.models import Author, Message, Turn, TurnState
from backend.desk.models import Case

LAST = 20


async def unheard(session: AsyncSession, turn: Turn) -> Sequence[Message]:
    """The customer's and the members' words of the last case, oldest first.

    Only for the first turn since then that gets an answer; a retry is told the same again.
    """
    query = (
        select(Case.from_seq, Case.to_seq)
        .where(Case.conversation_id == turn.conversation_id, Case.to_seq < turn.seq)
        .order_by(Case.id.desc())
        .limit(1)
    )
    case = (await session.execute(query)).one_or_none()
    if case is None or await _answered_between(session, turn, case.to_seq):
        return ()
    said = (
        select(Message)
        .where(
            Message.conversation_id == turn.conversation_id,
            Message.seq > case.from_seq,
            Message.seq <= case.to_seq,
            Message.author.in_((Author.CUSTOMER, Author.AGENT)),
            Message.text != "",
        )
        .order_by(Message.seq.desc())
        .limit(LAST)
    )
    return [*reversed((await session.scalars(said)).all())]


async def _answered_between(session: AsyncSession, turn: Turn, seq: int) -> bool:
    answered = exists().where(
        Turn.conversation_id == turn.conversation_id,
        Turn.state == TurnState.DONE,
        Turn.seq > seq,
        Turn.seq < turn.seq,
    )
    return bool((await session.execute(select(answered))).scalar_one())
