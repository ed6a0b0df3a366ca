"""Finding what happened to the parcels of customers who want to be told."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import Row, and_, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.carriers.waybills import carrier_name
from backend.clock import now
from backend.notices.models import Notice, NoticeConsent, NoticeState
from backend.notices.rules import NOTICES, Party
from backend.shipments.models import Shipment, TraceEvent
from backend.upsert import insert_into

MOST = 200

Happened = Sequence[Row[TraceEvent, Shipment, int]]
"""Events with their shipments and the customers to tell."""

_ACCOUNT = {Party.RECIPIENT: Shipment.recipient_id, Party.SENDER: Shipment.sender_id}


async def note(session: AsyncSession, happened: Happened) -> None:
    """To be told. Any number of processes may note it: the key of a notice is unique."""
    for event, shipment, customer_id in happened:
        await _note(session, event, shipment, customer_id)


async def untold(session: AsyncSession) -> Happened:
    """Events since the customer agreed, that are not noted yet."""
    rules = NOTICES.data
    concerns = or_(
        *(
            and_(TraceEvent.code.in_(kind.codes), _ACCOUNT[party] == NoticeConsent.customer_id)
            for kind in rules.kinds.values()
            for party in kind.tell
        )
    )
    query = (
        select(TraceEvent, Shipment, NoticeConsent.customer_id)
        .join(Shipment, Shipment.id == TraceEvent.shipment_id)
        .join(NoticeConsent, concerns)
        .where(
            NoticeConsent.given.is_(True),
            TraceEvent.happened_at >= NoticeConsent.changed_at,
            TraceEvent.happened_at >= now() - timedelta(hours=rules.fresh_hours),
            ~exists().where(
                Notice.event_id == TraceEvent.id, Notice.customer_id == NoticeConsent.customer_id
            ),
        )
        .order_by(TraceEvent.happened_at)
        .limit(MOST)
    )
    return (await session.execute(query)).all()


async def _note(
    session: AsyncSession, event: TraceEvent, shipment: Shipment, customer_id: int
) -> None:
    facts = {
        "waybill_no": shipment.waybill_no,
        "carrier": carrier_name(shipment.carrier_code),
        "goods": shipment.goods,
        "place": event.place,
        "pickup_point": shipment.pickup_point or event.place,
    }
    await session.execute(
        insert_into(session, Notice)
        .values(
            customer_id=customer_id,
            event_id=event.id,
            kind=NOTICES.data.kind_of(event.code),
            key=f"event:{event.id}:{customer_id}",
            subject=shipment.waybill_no,
            place=event.place,
            facts=facts,
            state=NoticeState.PENDING,
            happened_at=event.happened_at,
            due_at=now() + timedelta(minutes=NOTICES.data.gather_minutes),
        )
        .on_conflict_do_nothing()
    )
