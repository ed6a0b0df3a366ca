"""What is due to be told, put together: the newest of each parcel, one notice for an incident."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from backend.clock import local, now
from backend.notices import consent
from backend.notices.models import Notice, NoticeState
from backend.notices.rules import EXCEPTION, NOTICES
from backend.shipments.models import TraceEvent
from backend.upsert import insert_into

INCIDENT = "incident"


@dataclass(frozen=True)
class Affected:
    """A customer's parcels that hang at one place with many others."""

    place: str
    waybills: tuple[str, ...]


@dataclass(frozen=True)
class News:
    """What one message tells a customer."""

    notices: tuple[Notice, ...]
    incidents: tuple[Affected, ...]


async def customers_due(session: AsyncSession, limit: int) -> Sequence[int]:
    query = (
        select(Notice.customer_id)
        .distinct()
        .where(Notice.state == NoticeState.PENDING, Notice.due_at <= now())
        .limit(limit)
    )
    return (await session.scalars(query)).all()


async def take(session: AsyncSession, customer_id: int) -> News | None:
    """Everything pending for the customer, marked as told. None when there is nothing to tell.

    Pending notices that are not due yet come along, so that they need no message of their own.
    """
    query = (
        select(Notice)
        .where(Notice.customer_id == customer_id, Notice.state == NoticeState.PENDING)
        .order_by(Notice.happened_at, Notice.id)
        .with_for_update(skip_locked=True)
    )
    pending = list(await session.scalars(query))
    if not any(notice.due_at <= now() for notice in pending):
        return None
    wanted = await consent.is_given(session, customer_id)
    newest = {notice.subject: notice for notice in pending}
    for notice in pending:
        is_told = wanted and newest[notice.subject] is notice
        notice.state = NoticeState.SENT if is_told else NoticeState.SKIPPED
    told = [notice for notice in newest.values() if notice.state is NoticeState.SENT]
    places = {notice.place for notice in told if notice.kind == EXCEPTION and notice.place}
    at_incidents = {place for place in places if await _is_incident(session, place)}
    incidents = [
        affected
        for place in sorted(at_incidents)
        if (affected := await _incident(session, customer_id, place, told))
    ]
    single = tuple(n for n in told if n.kind != EXCEPTION or n.place not in at_incidents)
    return News(single, tuple(incidents)) if single or incidents else None


async def sent_as(session: AsyncSession, news: News, message_id: str) -> None:
    ids = [notice.id for notice in news.notices]
    await session.execute(update(Notice).where(Notice.id.in_(ids)).values(message_id=message_id))


def skip(news: News) -> None:
    """The customer is nowhere to be found."""
    for notice in news.notices:
        notice.state = NoticeState.SKIPPED


async def _is_incident(session: AsyncSession, place: str) -> bool:
    rules = NOTICES.data
    query = select(func.count(func.distinct(TraceEvent.shipment_id))).where(
        TraceEvent.place == place,
        TraceEvent.code.in_(rules.kinds[EXCEPTION].codes),
        TraceEvent.happened_at >= now() - timedelta(hours=rules.incident.hours),
    )
    return (await session.execute(query)).scalar_one() >= rules.incident.shipments


async def _incident(
    session: AsyncSession, customer_id: int, place: str, told: Sequence[Notice]
) -> Affected | None:
    """None when the customer was told of it today."""
    theirs = [n for n in told if n.kind == EXCEPTION and n.place == place]
    moment = now()
    made = await session.execute(
        insert_into(session, Notice)
        .values(
            customer_id=customer_id,
            kind=INCIDENT,
            key=f"incident:{place}:{local(moment).date()}:{customer_id}",
            subject=place[:40],
            place=place,
            facts={},
            state=NoticeState.SENT,
            happened_at=moment,
            due_at=moment,
        )
        .on_conflict_do_nothing()
        .returning(Notice.id)
    )
    if made.scalar_one_or_none() is None:
        return None
    return Affected(place, tuple(notice.subject for notice in theirs))
