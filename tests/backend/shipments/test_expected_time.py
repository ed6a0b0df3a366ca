from datetime import timedelta

import pytest
from makers import TAIL, WAYBILL
from parcels import parcel
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.access.service import Asker
from backend.clock import now
from backend.database import transaction
from backend.shipments.expected_time import Arrived, Expected, expected_time
from backend.shipments.models import Shipment, ShipmentState
from backend.shipments.outcomes import NotEligible


async def ask(engine: AsyncEngine, asker: Asker) -> object:
    async with transaction(engine) as session:
        return await expected_time(session, asker, WAYBILL, TAIL)


async def test_a_moving_parcel_has_a_time(sqlite: AsyncEngine) -> None:
    people = await parcel(sqlite, ShipmentState.DELIVERING)
    outcome = await ask(sqlite, people.visitor)
    assert isinstance(outcome, Expected)
    assert outcome.expected_at is not None
    assert not outcome.is_late
    assert not outcome.stall.is_stalled


async def test_a_broken_promise_is_late(sqlite: AsyncEngine) -> None:
    people = await parcel(sqlite, ShipmentState.IN_TRANSIT, quiet_hours=200)
    async with transaction(sqlite) as session:
        await session.execute(update(Shipment).values(promised_at=now() - timedelta(hours=1)))
    outcome = await ask(sqlite, people.recipient)
    assert isinstance(outcome, Expected)
    assert outcome.is_late
    assert outcome.stall.is_stalled


async def test_no_promise_is_made_up(sqlite: AsyncEngine) -> None:
    people = await parcel(sqlite, ShipmentState.IN_TRANSIT)
    async with transaction(sqlite) as session:
        await session.execute(update(Shipment).values(promised_at=None))
    outcome = await ask(sqlite, people.recipient)
    assert isinstance(outcome, Expected)
    assert (outcome.expected_at, outcome.is_late) == (None, False)


async def test_what_has_arrived_is_not_expected(sqlite: AsyncEngine) -> None:
    people = await parcel(sqlite, ShipmentState.AWAITING_PICKUP, pickup_point="余杭菜鸟驿站")
    outcome = await ask(sqlite, people.recipient)
    assert isinstance(outcome, Arrived)
    assert outcome.pickup_point == "余杭菜鸟驿站"
    assert outcome.arrived_at is not None


@pytest.mark.parametrize(
    "state", [ShipmentState.RETURNING, ShipmentState.LOST, ShipmentState.CANCELLED]
)
async def test_what_does_not_come_is_said_not_to(sqlite: AsyncEngine, state: ShipmentState) -> None:
    people = await parcel(sqlite, state)
    outcome = await ask(sqlite, people.recipient)
    assert isinstance(outcome, NotEligible)
    assert outcome.state is state
