"""Going on with what could not be done before the customer had proved who they are."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.conversations.log import append
from backend.conversations.models import Author, Message, State, Turn
from backend.conversations.opening import lock

PROOF = "verify_phone"
"""The kind of the card that asks for a proof. The first choice beside it goes on with the task."""


async def go_on(session: AsyncSession, conversation_id: str, words: str) -> None:
    """Say the words and press that choice, if a proof was what the customer was asked for last."""
    conversation = await lock(session, conversation_id)
    if conversation.state is not State.BOT:
        return
    if payload := await _pending(session, conversation_id):
        told = append(session, conversation, Author.SYSTEM, text=words)
        session.add(
            Turn(conversation_id=conversation_id, message=told, seq=told.seq, payload=payload)
        )


async def _pending(session: AsyncSession, conversation_id: str) -> str | None:
    """The request for a proof comes last in a turn, so what follows it is another matter."""
    last = await session.scalar(
        select(Message)
        .where(Message.conversation_id == conversation_id, Message.author != Author.SYSTEM)
        .order_by(Message.seq.desc())
        .limit(1)
    )
    if last is None or last.card is None or last.card["kind"] != PROOF or not last.choices:
        return None
    return last.choices[0]["payload"]
