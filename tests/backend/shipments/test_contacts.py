import pytest
from makers import TAIL, WAYBILL
from parcels import COURIER_PHONE, STATION_PHONE, parcel
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.database import transaction
from backend.shipments.contacts import CourierContact, courier_contact
from backend.shipments.models import ShipmentState
from backend.shipments.tracking import ProofNeeded


@pytest.mark.parametrize(
    ("state", "phone"),
    [
        (ShipmentState.DELIVERING, COURIER_PHONE),
        (ShipmentState.IN_TRANSIT, None),
        (ShipmentState.SIGNED, None),
    ],
)
async def test_the_couriers_phone_is_given_only_while_out_for_delivery(
    sqlite: AsyncEngine, state: ShipmentState, phone: str | None
) -> None:
    people = await parcel(sqlite, state)
    async with transaction(sqlite) as session:
        found = await courier_contact(session, people.visitor, WAYBILL, TAIL)
    assert isinstance(found, CourierContact)
    assert (found.courier_phone, found.station_phone) == (phone, STATION_PHONE)
    assert found.carrier_phone == "95338"


async def test_without_proof_no_phone_is_given(sqlite: AsyncEngine) -> None:
    people = await parcel(sqlite, ShipmentState.DELIVERING)
    async with transaction(sqlite) as session:
        assert await courier_contact(session, people.visitor, WAYBILL) == ProofNeeded()
