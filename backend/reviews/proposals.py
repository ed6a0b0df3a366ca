"""What comes up for review: messages of low confidence, put right by the customer, or disliked."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.clock import now
from backend.conversations.models import Author, JsonObject, Message, Turn
from backend.errors import NotFound
from backend.reviews.models import Reason, Review, ReviewState, Vote
from backend.upsert import insert_into

UNSURE = 0.6
"""Below this a message is marked and comes up for review."""
FALLBACK = "nlu_fallback"
"""The engine did not dare to say; its confidence is in that, not in an intent."""
STRENGTH = {reason: rank for rank, reason in enumerate(Reason)}


async def judge(session: AsyncSession, turn: Turn) -> None:
    """A turn has just been answered. `turn` with its message and what was understood of it."""
    message, nlu = turn.message, turn.message.nlu or {}
    if turn.payload is None:
        if message.text and is_unsure(nlu):
            await propose(session, message.id, Reason.LOW_CONFIDENCE)
        return
    asked = await _said_before(session, message)
    chosen = nlu.get("intent")
    if asked is not None and (asked.nlu or {}).get("intent") == FALLBACK and _is_meaning(chosen):
        await propose(session, asked.id, Reason.CORRECTED, str(chosen))


def is_unsure(nlu: JsonObject) -> bool:
    confidence = nlu.get("confidence")
    return nlu.get("intent") == FALLBACK or (
        isinstance(confidence, int | float) and confidence < UNSURE
    )


async def vote(session: AsyncSession, conversation_id: str, seq: int, helpful: bool) -> None:
    """A thumb up or down on the bot's answer `seq`. Raises `NotFound` unless it is one."""
    answer = await session.scalar(
        select(Message).where(
            Message.conversation_id == conversation_id,
            Message.seq == seq,
            Message.author == Author.BOT,
        )
    )
    if answer is None:
        raise NotFound
    given = {"helpful": helpful, "voted_at": now()}
    insert = insert_into(session, Vote).values(message_id=answer.id, **given)
    await session.execute(
        insert.on_conflict_do_update(index_elements=[Vote.message_id], set_=given)
    )
    asked = await _said_before(session, answer)
    if not helpful and asked is not None and asked.text:
        await propose(session, asked.id, Reason.THUMBS_DOWN)


async def propose(
    session: AsyncSession, message_id: str, reason: Reason, suggested: str | None = None
) -> None:
    """Once for each message: of several reasons the strongest stays; a decision is not undone."""
    insert = insert_into(session, Review).values(
        message_id=message_id,
        reason=reason,
        state=ReviewState.OPEN,
        suggested=suggested,
        created_at=now(),
        version=1,
    )
    weaker = [each for each in Reason if STRENGTH[each] < STRENGTH[reason]]
    changes = {"reason": reason, **({"suggested": suggested} if suggested else {})}
    await session.execute(
        insert.on_conflict_do_update(
            index_elements=[Review.message_id],
            set_=changes,
            where=Review.reason.in_(weaker) & (Review.state == ReviewState.OPEN),
        )
    )


async def _said_before(session: AsyncSession, message: Message) -> Message | None:
    """The customer's last message before it."""
    return await session.scalar(
        select(Message)
        .where(
            Message.conversation_id == message.conversation_id,
            Message.seq < message.seq,
            Message.author == Author.CUSTOMER,
        )
        .order_by(Message.seq.desc())
        .limit(1)
    )


def _is_meaning(intent: object) -> bool:
    """Of a choice that says what was meant, not one that answers a question."""
    return isinstance(intent, str) and intent not in (FALLBACK, "inform", "affirm", "deny")
