from datetime import timedelta

import pytest
from makers import WAYBILL
from parcels import parcel, tickets
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.access.service import Asker
from backend.clock import now
from backend.database import transaction
from backend.errors import InvalidInput
from backend.shipments.door import NotAllowed
from backend.shipments.models import ShipmentState
from backend.shipments.outcomes import NotEligible
from backend.shipments.rescheduling import BadTime, Rescheduled, Wish, reschedule
from backend.shipments.rules import HandOver


async def ask(engine: AsyncEngine, asker: Asker, wish: Wish, turn_id: str = "t1") -> object:
    async with transaction(engine) as session:
        return await reschedule(session, asker, WAYBILL, wish, words="改时间", turn_id=turn_id)


def tomorrow(hours: float = 24) -> Wish:
    return Wish(now() + timedelta(hours=hours), now() + timedelta(hours=hours + 3))


async def test_the_newest_wish_counts_on_one_ticket(engine: AsyncEngine) -> None:
    people = await parcel(engine, ShipmentState.DELIVERING)
    wish = tomorrow()
    first = await ask(engine, people.recipient, wish)
    second = await ask(engine, people.recipient, Wish(handover=HandOver.STATION), "t2")
    assert isinstance(first, Rescheduled)
    assert isinstance(second, Rescheduled)
    assert (second.ticket_no, second.merged) == (first.ticket_no, True)
    assert second.handover_text == "放驿站"
    (ticket,) = await tickets(engine)
    assert ticket.facts["handover"] == "station"
    assert wish.start is not None
    assert ticket.facts["start"] == wish.start.isoformat()


@pytest.mark.parametrize("hours", [-30, 24 * 8])
async def test_a_time_that_is_over_or_too_far_is_refused(sqlite: AsyncEngine, hours: float) -> None:
    people = await parcel(sqlite, ShipmentState.DELIVERING)
    assert isinstance(await ask(sqlite, people.recipient, tomorrow(hours)), BadTime)
    assert await tickets(sqlite) == []


async def test_only_the_recipient_reschedules(sqlite: AsyncEngine) -> None:
    people = await parcel(sqlite, ShipmentState.DELIVERING)
    assert isinstance(await ask(sqlite, people.sender, tomorrow()), NotAllowed)


async def test_a_signed_parcel_is_not_rescheduled(sqlite: AsyncEngine) -> None:
    people = await parcel(sqlite, ShipmentState.SIGNED)
    assert isinstance(await ask(sqlite, people.recipient, tomorrow()), NotEligible)


async def test_an_empty_wish_is_none(sqlite: AsyncEngine) -> None:
    people = await parcel(sqlite, ShipmentState.DELIVERING)
    with pytest.raises(InvalidInput):
        await ask(sqlite, people.recipient, Wish())
