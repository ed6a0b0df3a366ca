"""催件: one open ticket per parcel, however often it is asked for."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from backend.access.rules import Power
from backend.access.service import Asker
from backend.shipments.door import Barred, enter
from backend.shipments.models import Shipment
from backend.shipments.outcomes import NotEligible
from backend.shipments.stalls import Stall, stall_of
from backend.tickets.models import TicketKind
from backend.tickets.service import Draft, file_ticket


@dataclass(frozen=True)
class Urged:
    """`merged`: an open ticket on this parcel took it in."""

    ticket_no: str
    waybill_no: str
    merged: bool
    stall: Stall


async def urge(
    session: AsyncSession,
    asker: Asker,
    waybill_no: str,
    phone_tail: str | None = None,
    *,
    words: str,
    turn_id: str,
) -> Urged | NotEligible | Barred:
    """`words`: what the customer said. `NotEligible` when there is nothing left to hurry."""
    shipment = await enter(session, asker, waybill_no, Power.URGE, phone_tail)
    if not isinstance(shipment, Shipment):
        return shipment
    stall = await stall_of(session, shipment)
    if stall is None:
        return NotEligible.of(shipment)
    facts: dict[str, object] = {
        "hours": stall.hours,
        "usual_hours": stall.usual_hours,
        "is_stalled": stall.is_stalled,
    }
    draft = Draft(TicketKind.EXPEDITE, words, turn_id, facts, shipment)
    filed = await file_ticket(session, asker, draft)
    return Urged(filed.ticket.ticket_no, shipment.waybill_no, filed.merged, stall)
