"""Signed for, and not received."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from backend.access.rules import Power
from backend.access.service import Asker
from backend.shipments.door import Barred, enter
from backend.shipments.models import Shipment, ShipmentState
from backend.shipments.outcomes import NotEligible
from backend.shipments.rules import REQUESTS
from backend.tickets.models import TicketKind
from backend.tickets.service import Draft, file_ticket


@dataclass(frozen=True)
class ConsentUnknown:
    """It went to a station or a locker: ask whether the recipient had agreed to that."""

    pickup_point: str


@dataclass(frozen=True)
class AtPickupPoint:
    """It waits where the recipient agreed to have it left: nothing is missing."""

    pickup_point: str


@dataclass(frozen=True)
class InvestigationOpened:
    ticket_no: str
    waybill_no: str
    merged: bool
    signed_at: datetime | None
    signed_by: str | None
    pickup_point: str | None
    answer_due: datetime


@dataclass(frozen=True)
class ComplaintFiled:
    """Left at a station or a locker without consent. `statutory_due`: seven calendar days."""

    ticket_no: str
    waybill_no: str
    pickup_point: str
    clause: str
    statutory_due: datetime | None


Outcome = (
    InvestigationOpened | ComplaintFiled | ConsentUnknown | AtPickupPoint | NotEligible | Barred
)


async def report_not_received(
    session: AsyncSession,
    asker: Asker,
    waybill_no: str,
    consented: bool | None = None,
    *,
    words: str,
    turn_id: str,
) -> Outcome:
    """`consented`: whether the recipient had agreed to the station or locker; null: not said."""
    shipment = await enter(session, asker, waybill_no, Power.REPORT_NOT_RECEIVED)
    if not isinstance(shipment, Shipment):
        return shipment
    if shipment.state not in REQUESTS.data.not_received.states:
        return NotEligible.of(shipment)
    point = shipment.pickup_point
    if point and consented is None:
        return ConsentUnknown(point)
    if point and not consented:
        return await _complain(session, asker, shipment, point, words=words, turn_id=turn_id)
    if point and shipment.state is ShipmentState.AWAITING_PICKUP:
        return AtPickupPoint(point)
    return await _investigate(session, asker, shipment, words=words, turn_id=turn_id)


async def _complain(
    session: AsyncSession,
    asker: Asker,
    shipment: Shipment,
    point: str,
    *,
    words: str,
    turn_id: str,
) -> ComplaintFiled:
    clause = REQUESTS.data.not_received.clause
    facts: dict[str, object] = {"clause": clause, "pickup_point": point}
    draft = Draft(TicketKind.COMPLAINT, words, turn_id, facts, shipment)
    ticket = (await file_ticket(session, asker, draft)).ticket
    return ComplaintFiled(
        ticket.ticket_no, shipment.waybill_no, point, clause, ticket.statutory_due
    )


async def _investigate(
    session: AsyncSession, asker: Asker, shipment: Shipment, *, words: str, turn_id: str
) -> InvestigationOpened:
    facts: dict[str, object] = {
        "signed_by": shipment.signed_by,
        "signed_at": shipment.signed_at.isoformat() if shipment.signed_at else None,
        "courier_name": shipment.courier_name,
        "station": shipment.station,
    }
    draft = Draft(TicketKind.NOT_RECEIVED, words, turn_id, facts, shipment)
    filed = await file_ticket(session, asker, draft)
    return InvestigationOpened(
        ticket_no=filed.ticket.ticket_no,
        waybill_no=shipment.waybill_no,
        merged=filed.merged,
        signed_at=shipment.signed_at,
        signed_by=shipment.signed_by,
        pickup_point=shipment.pickup_point,
        answer_due=filed.ticket.sla_due,
    )
