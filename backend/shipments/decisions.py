"""The carrier's answer to a redirection or an interception, whenever it comes; or the customer
thinks better of it first."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncSession

from backend.access.service import Asker
from backend.carriers.rules import TRACE_CODES
from backend.clock import now
from backend.errors import Conflict, NotFound
from backend.shipments.carrier_requests import CARRIER, WAITING
from backend.shipments.models import Shipment, ShipmentState, TraceEvent
from backend.shipments.redirecting import new_city
from backend.shipments.rules import REQUESTS
from backend.tickets import queries
from backend.tickets.models import Ticket, TicketKind, TicketState
from backend.tickets.service import change_state, withdraw_ticket

INTERCEPTED = "601"
WITHDRAWN = "withdrawn"  # the fact by which the carrier knows not to do it


class Answer(StrEnum):
    ACCEPTED = "accepted"
    REFUSED = "refused"


@dataclass(frozen=True)
class Decided:
    """`customer_id` and `conversation_id`: whom to tell, and where."""

    ticket_no: str
    kind: TicketKind
    waybill_no: str
    answer: Answer
    reason: str
    customer_id: int | None
    conversation_id: str | None


async def decide(
    session: AsyncSession, ticket_no: str, answer: Answer, reason: str = ""
) -> Decided:
    """Carries out what was accepted and closes the ticket.

    Raises `NotFound` for a ticket that asks the carrier for nothing, `Conflict` when it was
    answered or closed already, or when the parcel can no longer be stopped or redirected.
    """
    ticket = await queries.by_number(session, ticket_no)
    shipment = await session.get(Shipment, ticket.shipment_id) if ticket else None
    if ticket is None or shipment is None or CARRIER not in ticket.facts:
        raise NotFound
    if ticket.facts[CARRIER] != WAITING:
        raise Conflict("the carrier has answered already", ticket_no=ticket_no)
    if answer is Answer.ACCEPTED:
        _carry_out(session, ticket, shipment)
    ticket.facts = {**ticket.facts, CARRIER: answer.value, "carrier_reason": reason}
    await change_state(session, ticket, TicketState.RESOLVED, CARRIER, reason or answer.value)
    return Decided(
        ticket_no,
        ticket.kind,
        shipment.waybill_no,
        answer,
        reason,
        ticket.customer_id,
        ticket.conversation_id,
    )


async def withdraw_request(session: AsyncSession, asker: Asker, ticket_no: str) -> Ticket:
    """Withdraws any ticket; a carrier that was asked for something learns that it is off.

    Raises as `withdraw_ticket` does.
    """
    ticket = await withdraw_ticket(session, asker, ticket_no)
    if ticket.facts.get(CARRIER) == WAITING:
        ticket.facts = {**ticket.facts, CARRIER: WITHDRAWN}
    return ticket


def can_be_done(ticket: Ticket, shipment: Shipment) -> bool:
    rules = REQUESTS.data
    is_intercept = ticket.kind is TicketKind.INTERCEPT
    return shipment.state in (rules.intercept if is_intercept else rules.change_address).fee_fen


def _carry_out(session: AsyncSession, ticket: Ticket, shipment: Shipment) -> None:
    if not can_be_done(ticket, shipment):
        raise Conflict(f"the parcel is {shipment.state}", ticket_no=ticket.ticket_no)
    if ticket.kind is TicketKind.INTERCEPT:
        _intercept(session, shipment)
    else:
        _redirect(shipment, {key: str(value) for key, value in ticket.facts.items()})


def _intercept(session: AsyncSession, shipment: Shipment) -> None:
    shipment.state = ShipmentState.INTERCEPTED
    session.add(
        TraceEvent(
            shipment_id=shipment.id,
            code=INTERCEPTED,
            happened_at=now(),
            place=shipment.station or shipment.recipient_city,
            text=TRACE_CODES.data.codes[INTERCEPTED].text,
        )
    )


def _redirect(shipment: Shipment, facts: dict[str, str]) -> None:
    shipment.recipient_city = new_city(shipment, facts.get("address"))
    shipment.recipient_address = facts.get("address", shipment.recipient_address)
    shipment.recipient_name = facts.get("name", shipment.recipient_name)
    shipment.recipient_phone = facts.get("phone", shipment.recipient_phone)
