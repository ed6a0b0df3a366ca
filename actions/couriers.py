"""Whom to call about a parcel."""

from typing import ClassVar

from sqlalchemy.ext.asyncio import AsyncSession

from actions.doors import barred, named_waybill
from actions.reply import Reply
from actions.task import Done, Outcome, Task, Values
from actions.turn import Turn
from backend.shipments.contacts import CourierContact, courier_contact


class ContactCourier(Task):
    intent: ClassVar = "contact_courier"
    is_query: ClassVar = True

    async def perform(self, session: AsyncSession, turn: Turn, values: Values) -> Outcome:
        waybill_no = await named_waybill(session, turn, values)
        found = await courier_contact(session, turn.asker, waybill_no, values.get("phone_tail"))
        if isinstance(found, CourierContact):
            return Done(_contacts(found))
        return barred(found, waybill_no, turn.asker)


def _contacts(found: CourierContact) -> tuple[Reply, ...]:
    """The nearest to the parcel first, the carrier where nobody is nearer."""
    known = []
    if found.courier_phone:
        courier = {"name": found.courier_name or "", "phone": found.courier_phone}
        known.append(Reply("utter_tracking_courier", courier))
    if found.station and found.station_phone:
        station = {"station": found.station, "phone": found.station_phone}
        known.append(Reply("utter_tracking_station", station))
    if known:
        return tuple(known)
    if found.carrier_phone:
        carrier = {"carrier": found.carrier_name, "phone": found.carrier_phone}
        return (Reply("utter_tracking_carrier", carrier),)
    return (Reply("utter_tracking_no_contact", {"waybill_no": found.waybill_no}),)
