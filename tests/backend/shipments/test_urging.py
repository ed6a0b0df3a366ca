import asyncio

import pytest
from makers import TAIL, WAYBILL
from parcels import parcel, tickets
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.access.service import Asker
from backend.database import transaction
from backend.shipments.models import ShipmentState
from backend.shipments.outcomes import NotEligible
from backend.shipments.urging import Urged, urge


async def hurry(engine: AsyncEngine, asker: Asker, turn_id: str) -> Urged:
    async with transaction(engine) as session:
        outcome = await urge(session, asker, WAYBILL, TAIL, words="催一下", turn_id=turn_id)
    assert isinstance(outcome, Urged)
    return outcome


async def test_all_urging_of_a_parcel_is_one_ticket(engine: AsyncEngine) -> None:
    people = await parcel(engine, ShipmentState.IN_TRANSIT)
    askers = (people.sender, people.recipient, people.visitor)
    outcomes = await asyncio.gather(
        *(hurry(engine, asker, f"t{number}") for number, asker in enumerate(askers))
    )
    assert len({outcome.ticket_no for outcome in outcomes}) == 1
    assert sum(outcome.merged for outcome in outcomes) == 2
    assert len(await tickets(engine)) == 1


@pytest.mark.parametrize(("quiet_hours", "stalled"), [(5, False), (29, False), (31, True)])
async def test_a_stall_is_judged_by_the_usual_time_of_the_leg(
    sqlite: AsyncEngine, quiet_hours: float, stalled: bool
) -> None:
    people = await parcel(sqlite, ShipmentState.IN_TRANSIT, quiet_hours=quiet_hours)
    outcome = await hurry(sqlite, people.recipient, "t1")
    assert (outcome.stall.usual_hours, outcome.stall.is_stalled) == (20, stalled)
    (ticket,) = await tickets(sqlite)
    assert ticket.facts["is_stalled"] is stalled


async def test_an_arrived_parcel_is_not_hurried(sqlite: AsyncEngine) -> None:
    people = await parcel(sqlite, ShipmentState.SIGNED)
    async with transaction(sqlite) as session:
        outcome = await urge(session, people.recipient, WAYBILL, words="催", turn_id="t1")
    assert isinstance(outcome, NotEligible)
    assert await tickets(sqlite) == []
