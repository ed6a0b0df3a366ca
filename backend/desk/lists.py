"""The desk's lists, and how long each is."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, func, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from backend.conversations.models import Conversation, Message, State
from backend.customers.models import Customer
from backend.desk.models import Case
from backend.desk.rows import Row, rows, rows_query
from backend.desk.visibility import Viewer, visible
from backend.errors import InvalidInput
from backend.staff.models import Member
from backend.text_search import contains


class Listing(StrEnum):
    WAITING = "waiting"
    MINE = "mine"
    BOT = "bot"
    CLOSED = "closed"
    ALL = "all"


LAST_TIER = "Z"


@dataclass(frozen=True)
class Wanted:
    """`before` is the cursor that the page before gave out."""

    listing: Listing
    typed: str = ""
    before: str | None = None
    limit: int = 100


@dataclass(frozen=True)
class Page:
    rows: list[Row]
    next: str | None


async def page(session: AsyncSession, viewer: Viewer, wanted: Wanted) -> Page:
    """Raises InvalidInput for a cursor that was never given out."""
    query = rows_query().where(_belongs(wanted.listing, viewer), visible(viewer))
    if wanted.typed:
        query = query.where(_mentions(wanted.typed))
    if wanted.listing is Listing.WAITING:
        # Short, and ordered by what changes: served whole.
        tier = func.coalesce(Case.tier, LAST_TIER)
        order = (func.coalesce(Case.due_at, Conversation.queued_at), tier, Conversation.queued_at)
        return Page(await rows(session, query.order_by(*order).limit(wanted.limit)), None)
    if wanted.before is not None:
        moment, conversation_id = _cursor(wanted.before)
        query = query.where(
            tuple_(Conversation.updated_at, Conversation.id) < (moment, conversation_id)
        )
    newest = (Conversation.updated_at.desc(), Conversation.id.desc())
    found = await rows(session, query.order_by(*newest).limit(wanted.limit + 1))
    shown = found[: wanted.limit]
    last = shown[-1].conversation if len(found) > len(shown) else None
    return Page(shown, f"{last.updated_at.isoformat()}~{last.id}" if last else None)


@dataclass(frozen=True)
class SharedCounts:
    """How long each list is; everyone's but "mine" are the same."""

    lists: dict[str, int]
    in_hand: dict[int, int]

    def of(self, viewer: Viewer) -> dict[str, int]:
        return {**self.lists, Listing.MINE.value: self.in_hand.get(viewer.id, 0)}


async def shared_counts(session: AsyncSession) -> SharedCounts:
    found = {}
    for listing in (Listing.WAITING, Listing.BOT, Listing.CLOSED):
        query = select(func.count()).select_from(Conversation).where(_belongs(listing, None))
        found[listing.value] = (await session.execute(query)).scalar_one()
    held = (
        select(Member.id, func.count())
        .join(Case, Case.assignee_id == Member.id)
        .join(Conversation, Conversation.id == Case.conversation_id)
        .where(Case.ended_at.is_(None), Conversation.state == State.HUMAN)
        .group_by(Member.id)
    )
    return SharedCounts(found, {row[0]: row[1] for row in await session.execute(held)})


def _belongs(listing: Listing, viewer: Viewer | None) -> ColumnElement[bool]:
    """As a condition on `Conversation` alone, so that it counts without joins."""
    match listing:
        case Listing.WAITING:
            return Conversation.state == State.QUEUED
        case Listing.MINE:
            own = select(Case.conversation_id).where(
                Case.assignee_id == (viewer.id if viewer else None), Case.ended_at.is_(None)
            )
            return and_(Conversation.state == State.HUMAN, Conversation.id.in_(own))
        case Listing.BOT:
            return and_(Conversation.state == State.BOT, Conversation.last_seq > 0)
        case Listing.CLOSED:
            ended = select(Case.conversation_id).where(Case.ended_at.is_not(None))
            over = and_(Conversation.state == State.BOT, Conversation.id.in_(ended))
            closed = and_(Conversation.state == State.CLOSED, Conversation.last_seq > 0)
            return or_(closed, over)
        case Listing.ALL:
            return and_(Conversation.state != State.CLOSED, Conversation.last_seq > 0)


def _mentions(typed: str) -> ColumnElement[bool]:
    said = select(Message.id).where(
        Message.conversation_id == Conversation.id, contains(Message.text, typed)
    )
    return or_(contains(Customer.name, typed), Conversation.id == typed, said.exists())


def _cursor(given: str) -> tuple[datetime, str]:
    moment, _, conversation_id = given.partition("~")
    try:
        parsed = datetime.fromisoformat(moment)
    except ValueError as error:
        raise InvalidInput("before") from error
    if parsed.tzinfo is None:
        raise InvalidInput("before")
    return parsed, conversation_id
