"""The list of reviews, and deciding one."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from backend.clock import now
from backend.conversations.models import Author, Message
from backend.errors import InvalidInput, NotFound, VersionConflict
from backend.reviews.labels import check
from backend.reviews.models import Decision, Reason, Review, ReviewState, Span
from backend.upsert import insert_into

CONTEXT = 4
"""Messages shown before the one in question."""


@dataclass(frozen=True)
class Wanted:
    """`before`: the id of the last message on the page read before."""

    reason: Reason | None = None
    state: ReviewState = ReviewState.OPEN
    before: str | None = None
    limit: int = 50


@dataclass(frozen=True)
class Page:
    rows: list[tuple[Review, Message]]
    counts: dict[Reason, int]
    next: str | None


@dataclass(frozen=True)
class Verdict:
    """`version`: of the review that the member saw; 0 for a message that had none."""

    decision: Decision
    version: int
    member_id: int
    intent: str | None = None
    entities: tuple[Span, ...] = ()


async def page(session: AsyncSession, wanted: Wanted) -> Page:
    """Newest first."""
    query = (
        select(Review, Message)
        .join(Message, Message.id == Review.message_id)
        .where(Review.state == wanted.state)
        .order_by(Review.created_at.desc(), Review.message_id.desc())
    )
    if wanted.reason is not None:
        query = query.where(Review.reason == wanted.reason)
    last = await session.get(Review, wanted.before) if wanted.before else None
    if last is not None:
        earlier = Review.created_at < last.created_at
        same = (Review.created_at == last.created_at) & (Review.message_id < last.message_id)
        query = query.where(earlier | same)
    found = (await session.execute(query.limit(wanted.limit + 1))).all()
    rows = [(review, message) for review, message in found[: wanted.limit]]
    more = len(found) > wanted.limit
    counts = await session.execute(
        select(Review.reason, func.count())
        .where(Review.state == wanted.state)
        .group_by(Review.reason)
    )
    return Page(rows, {row[0]: row[1] for row in counts}, rows[-1][0].message_id if more else None)


async def context(session: AsyncSession, message: Message) -> Sequence[Message]:
    """What was said just before, oldest first."""
    query = (
        select(Message)
        .where(Message.conversation_id == message.conversation_id, Message.seq < message.seq)
        .order_by(Message.seq.desc())
        .limit(CONTEXT)
    )
    return list(await session.scalars(query))[::-1]


async def states(session: AsyncSession, message_ids: Sequence[str]) -> dict[str, ReviewState]:
    """Of those among the messages that came up for review."""
    query = select(Review.message_id, Review.state).where(Review.message_id.in_(message_ids))
    return {row[0]: row[1] for row in await session.execute(query)}


async def decide(
    session: AsyncSession, message_id: str, verdict: Verdict
) -> tuple[Review, Message]:
    """A decision may be changed by a later one.

    Raises `NotFound` unless a customer typed the message, `InvalidInput` for a label that does not
    fit, `VersionConflict` when another decided meanwhile.
    """
    message = await session.get(Message, message_id)
    if message is None or message.author is not Author.CUSTOMER or not message.text:
        raise NotFound
    values: dict[str, object] = {
        "state": ReviewState.DONE,
        "decision": verdict.decision,
        "intent": None,
        "entities": None,
        "decided_by": verdict.member_id,
        "decided_at": now(),
        "version": verdict.version + 1,
    }
    if verdict.decision is not Decision.DISCARD:
        if verdict.intent is None:
            raise InvalidInput("an intent is needed", field="intent")
        values["entities"] = check(message.text, verdict.intent, list(verdict.entities))
        values["intent"] = verdict.intent
    if verdict.version == 0:
        insert = insert_into(session, Review).values(
            message_id=message_id, reason=Reason.PICKED, created_at=now(), **values
        )
        statement = insert.on_conflict_do_nothing(index_elements=[Review.message_id])
        saved = await session.execute(statement.returning(Review.message_id))
    else:
        guarded = update(Review).where(
            Review.message_id == message_id, Review.version == verdict.version
        )
        saved = await session.execute(guarded.values(**values).returning(Review.message_id))
    if saved.first() is None:
        raise VersionConflict
    return await session.get_one(Review, message_id, populate_existing=True), message


async def of_message(session: AsyncSession, message_id: str) -> tuple[Review, Message]:
    """Raises `NotFound`."""
    review = await session.get(Review, message_id)
    if review is None:
        raise NotFound
    return review, await session.get_one(Message, message_id)
