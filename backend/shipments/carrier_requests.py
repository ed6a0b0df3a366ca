"""What the carrier is asked for and answers later: asked once per parcel, kept as a ticket."""

from sqlalchemy.ext.asyncio import AsyncSession

from backend.access.service import Asker
from backend.errors import Conflict
from backend.shipments.models import Shipment
from backend.shipments.outcomes import AskedBefore, Requested
from backend.tickets import queries
from backend.tickets.models import TicketKind
from backend.tickets.service import Draft, file_ticket

CARRIER = "carrier"  # the fact that holds the carrier's answer
WAITING = "requested"  # its value until there is one


async def asked_before(
    session: AsyncSession, shipment: Shipment, kind: TicketKind
) -> AskedBefore | None:
    earlier = await queries.on_shipment(session, shipment.id, kind, open_only=False)
    return AskedBefore(earlier.ticket_no) if earlier else None


async def ask_carrier(
    session: AsyncSession, asker: Asker, draft: Draft, shipment: Shipment, fee_fen: int
) -> Requested | AskedBefore:
    """The same turn again gives the same ticket."""
    draft.facts.update({CARRIER: WAITING, "fee_fen": fee_fen})
    try:
        filed = await file_ticket(session, asker, draft)
    except Conflict as conflict:
        return AskedBefore(str(conflict.params["ticket_no"]))
    return Requested(filed.ticket.ticket_no, shipment.waybill_no, fee_fen)


async def repeated(
    session: AsyncSession, shipment: Shipment, turn_id: str, kind: TicketKind
) -> Requested | None:
    """What this very turn asked for already, whatever became of the parcel since."""
    ticket = await queries.of_turn(session, turn_id, kind)
    if ticket is None or ticket.shipment_id != shipment.id:
        return None
    fee = ticket.facts.get("fee_fen")
    return Requested(ticket.ticket_no, shipment.waybill_no, fee if isinstance(fee, int) else 0)
