"""What a member does with a follow-up. The customer hears of none of it in writing."""

from sqlalchemy.ext.asyncio import AsyncSession

from backend.clock import now
from backend.errors import InvalidInput
from backend.follow_ups.planning import Plan, closing_time, plan
from backend.surveys.models import Survey
from backend.tickets.deeds import Deed
from backend.tickets.handling import close
from backend.tickets.matter import Matter
from backend.tickets.models import TicketEventKind
from backend.tickets.service import note


async def arrange(session: AsyncSession, matter: Matter, deed: Deed) -> None:
    """A follow-up of this matter, on a day that the member chose. Raises `InvalidInput`."""
    ticket = matter.ticket
    if deed.due_on is None or ticket.customer_id is None:
        raise InvalidInput("a day is needed", field="due_on")
    key = f"arranged:{ticket.ticket_no}:{ticket.version}"
    wanted = Plan(ticket.customer_id, deed.due_on, deed.text, key, ticket, deed.member.name)
    planned = await plan(session, wanted)
    words = f"{planned.ticket_no} {deed.due_on} {deed.text}"
    note(session, ticket, TicketEventKind.FOLLOW_UP, deed.member.name, words)


async def postpone(session: AsyncSession, matter: Matter, deed: Deed) -> None:
    """Raises `InvalidInput`."""
    if deed.due_on is None:
        raise InvalidInput("a day is needed", field="due_on")
    ticket = matter.ticket
    ticket.sla_due = ticket.sla_first_due = closing_time(deed.due_on)
    words = f"{deed.due_on} {deed.text}".strip()
    note(session, ticket, TicketEventKind.POSTPONED, deed.member.name, words)


async def record(session: AsyncSession, matter: Matter, deed: Deed) -> None:
    """What the customer said, and the score if they gave one."""
    ticket = matter.ticket
    if deed.score is not None and ticket.customer_id is not None:
        session.add(
            Survey(
                customer_id=ticket.customer_id,
                order_id=ticket.order_id,
                shipment_id=ticket.shipment_id,
                ticket_id=ticket.id,
                score=deed.score,
                comment=deed.text,
                answered_at=now(),
            )
        )
        ticket.facts = {**ticket.facts, "score": deed.score}
    if ticket.assignee_id is None:
        ticket.assignee_id, ticket.assignee = deed.member.id, deed.member.name
    close(session, matter, deed)
