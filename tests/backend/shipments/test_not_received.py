from datetime import timedelta

from makers import WAYBILL
from parcels import parcel, tickets
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.access.service import Asker
from backend.database import transaction
from backend.shipments.door import NotAllowed
from backend.shipments.models import ShipmentState
from backend.shipments.not_received import (
    AtPickupPoint,
    ComplaintFiled,
    ConsentUnknown,
    InvestigationOpened,
    report_not_received,
)
from backend.shipments.outcomes import NotEligible
from backend.tickets.models import TicketKind

POINT = "余杭菜鸟驿站"


async def report(
    engine: AsyncEngine, asker: Asker, consented: bool | None = None, turn_id: str = "t1"
) -> object:
    async with transaction(engine) as session:
        return await report_not_received(
            session, asker, WAYBILL, consented, words="我没收到", turn_id=turn_id
        )


async def test_a_parcel_that_others_signed_for_is_investigated_once(engine: AsyncEngine) -> None:
    people = await parcel(engine, ShipmentState.SIGNED)
    first = await report(engine, people.recipient)
    again = await report(engine, people.recipient, turn_id="t2")
    assert isinstance(first, InvestigationOpened)
    assert isinstance(again, InvestigationOpened)
    assert first.signed_by == "门卫"
    assert (again.ticket_no, again.merged) == (first.ticket_no, True)
    assert [ticket.kind for ticket in await tickets(engine)] == [TicketKind.NOT_RECEIVED]


async def test_whether_the_station_was_agreed_to_is_asked_first(sqlite: AsyncEngine) -> None:
    people = await parcel(sqlite, ShipmentState.SIGNED, pickup_point=POINT)
    assert await report(sqlite, people.recipient) == ConsentUnknown(POINT)
    assert await tickets(sqlite) == []


async def test_a_station_without_consent_is_a_complaint_with_its_clause(
    sqlite: AsyncEngine,
) -> None:
    people = await parcel(sqlite, ShipmentState.AWAITING_PICKUP, pickup_point=POINT)
    outcome = await report(sqlite, people.recipient, consented=False)
    assert outcome == await report(sqlite, people.recipient, consented=False)
    assert isinstance(outcome, ComplaintFiled)
    assert "第二十八条" in outcome.clause
    (ticket,) = await tickets(sqlite)
    assert (ticket.kind, ticket.facts["pickup_point"]) == (TicketKind.COMPLAINT, POINT)
    assert outcome.statutory_due is not None
    assert outcome.statutory_due - ticket.created_at == timedelta(days=7)


async def test_with_consent_a_waiting_parcel_is_where_it_should_be(sqlite: AsyncEngine) -> None:
    people = await parcel(sqlite, ShipmentState.AWAITING_PICKUP, pickup_point=POINT)
    assert await report(sqlite, people.recipient, consented=True) == AtPickupPoint(POINT)


async def test_with_consent_a_parcel_taken_by_another_is_investigated(sqlite: AsyncEngine) -> None:
    people = await parcel(sqlite, ShipmentState.SIGNED, pickup_point=POINT)
    outcome = await report(sqlite, people.recipient, consented=True)
    assert isinstance(outcome, InvestigationOpened)
    assert outcome.pickup_point == POINT


async def test_what_is_still_on_its_way_is_not_missing(sqlite: AsyncEngine) -> None:
    people = await parcel(sqlite, ShipmentState.IN_TRANSIT)
    assert isinstance(await report(sqlite, people.recipient), NotEligible)


async def test_the_sender_received_nothing_to_miss(sqlite: AsyncEngine) -> None:
    people = await parcel(sqlite, ShipmentState.SIGNED)
    assert isinstance(await report(sqlite, people.sender), NotAllowed)
