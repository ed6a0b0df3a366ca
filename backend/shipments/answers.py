"""The carrier that is our own tables answers what it was asked for, a little later."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.clock import now
from backend.errors import NotFound
from backend.shipments.carrier_requests import CARRIER, WAITING
from backend.shipments.decisions import Answer, Decided, can_be_done, decide
from backend.shipments.models import Shipment
from backend.shipments.rules import REQUESTS
from backend.shipments.words import SHIPMENT_WORDS
from backend.tickets import queries
from backend.tickets.models import Ticket, TicketKind

ASKED = (TicketKind.INTERCEPT, TicketKind.CHANGE_ADDRESS)
PAGE = 50


async def due(session: AsyncSession) -> list[str]:
    """Tickets whose request the carrier has had long enough, the oldest first."""
    before = now() - timedelta(minutes=REQUESTS.data.carrier.answer_minutes)
    rows = await session.scalars(
        select(Ticket)
        .where(
            Ticket.kind.in_(ASKED),
            Ticket.state.not_in(queries.CLOSED),
            Ticket.created_at <= before,
        )
        .order_by(Ticket.id)
        .limit(PAGE)
    )
    return [ticket.ticket_no for ticket in rows if ticket.facts.get(CARRIER) == WAITING]


async def answer(session: AsyncSession, ticket_no: str) -> Decided:
    """Accepts what the parcel's state still allows, else refuses. Raises as `decide` does."""
    ticket = await queries.by_number(session, ticket_no)
    shipment = await session.get(Shipment, ticket.shipment_id) if ticket else None
    if ticket is None or shipment is None:
        raise NotFound
    if can_be_done(ticket, shipment):
        return await decide(session, ticket_no, Answer.ACCEPTED)
    status = SHIPMENT_WORDS.data.states[shipment.state]
    reason = REQUESTS.data.carrier.refusal.format(status=status)
    return await decide(session, ticket_no, Answer.REFUSED, reason)
