"""When a parcel will arrive."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from backend.access.service import Asker
from backend.carriers.waybills import carrier_name
from backend.clock import now
from backend.shipments import queries
from backend.shipments.door import Barred, enter
from backend.shipments.models import Shipment, ShipmentState
from backend.shipments.outcomes import NotEligible
from backend.shipments.stalls import Stall, stall_of


@dataclass(frozen=True)
class Expected:
    """`expected_at` null where the carrier promised nothing; `is_late` once that is over."""

    waybill_no: str
    carrier_name: str
    state: ShipmentState
    expected_at: datetime | None
    is_late: bool
    stall: Stall


@dataclass(frozen=True)
class Arrived:
    """Signed for, or waiting at `pickup_point`."""

    waybill_no: str
    state: ShipmentState
    arrived_at: datetime | None
    signed_by: str | None
    pickup_point: str | None


async def expected_time(
    session: AsyncSession, asker: Asker, waybill_no: str, phone_tail: str | None = None
) -> Expected | Arrived | NotEligible | Barred:
    """`NotEligible` for a parcel that does not come any more (returned, lost, cancelled …)."""
    shipment = await enter(session, asker, waybill_no, None, phone_tail)
    if not isinstance(shipment, Shipment):
        return shipment
    if shipment.state in (ShipmentState.SIGNED, ShipmentState.AWAITING_PICKUP):
        return await _arrived(session, shipment)
    stall = await stall_of(session, shipment)
    if stall is None or shipment.state is ShipmentState.RETURNING:
        return NotEligible.of(shipment)
    promised = shipment.promised_at
    return Expected(
        waybill_no=shipment.waybill_no,
        carrier_name=carrier_name(shipment.carrier_code),
        state=shipment.state,
        expected_at=promised,
        is_late=promised is not None and promised < now(),
        stall=stall,
    )


async def _arrived(session: AsyncSession, shipment: Shipment) -> Arrived:
    events = await queries.events_of(session, shipment.id)
    last_at = events[0].happened_at if events else None
    return Arrived(
        waybill_no=shipment.waybill_no,
        state=shipment.state,
        arrived_at=shipment.signed_at or last_at,
        signed_by=shipment.signed_by,
        pickup_point=shipment.pickup_point,
    )
