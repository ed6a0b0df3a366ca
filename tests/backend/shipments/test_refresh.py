from datetime import UTC, datetime

import pytest
from makers import WAYBILL, shipment
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.carriers.trace import Scan, Trace
from backend.database import reading, transaction
from backend.errors import NotFound
from backend.shipments.models import ShipmentState
from backend.shipments.queries import by_waybill, events_of
from backend.shipments.refresh import refresh

SIGNED = Scan(datetime(2026, 11, 23, 6, 0, tzinfo=UTC), "301", "杭州", "本人签收")
UNCODED = Scan(datetime(2026, 11, 23, 5, 0, tzinfo=UTC), None, "杭州", "到达")


class FakeCarrier:
    """Answers what it was given; `asked_with` keeps the phone tail."""

    def __init__(self, *scans: Scan) -> None:
        self.scans = scans
        self.asked_with: str | None = None

    async def trace(self, waybill_no: str, carrier_code: str, phone_tail: str | None) -> Trace:
        self.asked_with = phone_tail
        return Trace(waybill_no, carrier_code, None, self.scans)


async def test_new_scans_are_kept_once_and_move_the_parcel_on(engine: AsyncEngine) -> None:
    async with transaction(engine) as session:
        session.add(shipment())
    carrier = FakeCarrier(SIGNED, UNCODED)
    assert await refresh(engine, carrier, WAYBILL) == 2
    assert await refresh(engine, carrier, WAYBILL) == 0
    assert carrier.asked_with == "1234"
    async with reading(engine) as session:
        saved = await by_waybill(session, WAYBILL)
        assert saved is not None
        assert (saved.state, saved.signed_at) == (ShipmentState.SIGNED, SIGNED.happened_at)
        assert len(await events_of(session, saved.id)) == 4


async def test_a_parcel_that_is_not_ours_is_not_asked_for(sqlite: AsyncEngine) -> None:
    carrier = FakeCarrier(SIGNED)
    with pytest.raises(NotFound):
        await refresh(sqlite, carrier, WAYBILL)
    assert carrier.asked_with is None
