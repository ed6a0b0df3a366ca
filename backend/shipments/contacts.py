"""Whom to call about a parcel."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from backend.access.rules import Power
from backend.access.service import Asker
from backend.carriers.rules import CARRIERS
from backend.carriers.waybills import carrier_name
from backend.shipments.door import Barred, enter
from backend.shipments.models import Shipment, ShipmentState
from backend.shipments.rules import REQUESTS


@dataclass(frozen=True)
class CourierContact:
    """The courier only while out for delivery; the station where the trace has reached one."""

    waybill_no: str
    state: ShipmentState
    courier_name: str | None
    courier_phone: str | None
    station: str | None
    station_phone: str | None
    carrier_name: str
    carrier_phone: str | None


async def courier_contact(
    session: AsyncSession, asker: Asker, waybill_no: str, phone_tail: str | None = None
) -> CourierContact | Barred:
    shipment = await enter(session, asker, waybill_no, Power.CONTACT_COURIER, phone_tail)
    if not isinstance(shipment, Shipment):
        return shipment
    is_out = shipment.state in REQUESTS.data.courier_contact.states
    carrier = CARRIERS.data.by_code(shipment.carrier_code)
    return CourierContact(
        waybill_no=shipment.waybill_no,
        state=shipment.state,
        courier_name=shipment.courier_name if is_out else None,
        courier_phone=shipment.courier_phone if is_out else None,
        station=shipment.station,
        station_phone=shipment.station_phone,
        carrier_name=carrier_name(shipment.carrier_code),
        carrier_phone=carrier.service_phone if carrier else None,
    )
