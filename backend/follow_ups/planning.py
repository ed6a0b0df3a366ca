"""Planning a follow-up: a ticket for staff alone, due on a day."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from backend.clock import SHANGHAI, local, now
from backend.duty.calendar import is_working_day
from backend.errors import InvalidInput
from backend.numbers.service import Prefix, next_number
from backend.tickets import queries
from backend.tickets.models import (
    Ticket,
    TicketEventKind,
    TicketKind,
    TicketPriority,
    TicketState,
)
from backend.tickets.rules import TICKETS
from backend.tickets.service import note

FURTHEST = timedelta(days=400)


@dataclass(frozen=True)
class Plan:
    """`key` makes a repeat harmless. `about`: the matter that it follows."""

    customer_id: int
    due_on: date
    summary: str
    key: str
    about: Ticket | None = None
    planner: str = "system"


async def plan(session: AsyncSession, wanted: Plan) -> Ticket:
    """Raises `InvalidInput` for a day that is past or too far."""
    due, about = closing_time(wanted.due_on), wanted.about
    if existing := await queries.of_turn(session, wanted.key, TicketKind.FOLLOW_UP):
        return existing
    moment = now()
    ticket = Ticket(
        ticket_no=await next_number(session, Prefix.TICKET),
        kind=TicketKind.FOLLOW_UP,
        priority=TicketPriority.NORMAL,
        state=TicketState.OPEN,
        summary=wanted.summary,
        facts={"about": about.ticket_no} if about else {},
        customer_id=wanted.customer_id,
        shipment_id=about.shipment_id if about else None,
        order_id=about.order_id if about else None,
        assignee=about.assignee if about else None,
        assignee_id=about.assignee_id if about else None,
        turn_id=wanted.key,
        created_at=moment,
        updated_at=moment,
        sla_first_due=due,
        sla_due=due,
    )
    try:
        async with session.begin_nested():
            session.add(ticket)
    except IntegrityError:  # another process planned it at the same moment
        planned = await queries.of_turn(session, wanted.key, TicketKind.FOLLOW_UP)
        assert planned is not None  # noqa: S101 - the key is what was in the way
        return planned
    note(session, ticket, TicketEventKind.OPENED, wanted.planner, wanted.summary)
    return ticket


async def plan_after(session: AsyncSession, ticket: Ticket) -> None:
    """Once a matter of the kinds that ask for it is resolved, unless one is planned already."""
    rules = TICKETS.data
    days = rules.kinds[ticket.kind].follow_up_days
    if days is None or ticket.customer_id is None or await _planned(session, ticket):
        return
    day = local(now()).date() + timedelta(days=days)
    while not is_working_day(day):
        day += timedelta(days=1)
    kind = rules.kinds[ticket.kind].name
    summary = rules.follow_ups.after.format(kind=kind, ticket_no=ticket.ticket_no)
    key = f"after:{ticket.ticket_no}:{ticket.version}"
    await plan(session, Plan(ticket.customer_id, day, summary, key, ticket))


def closing_time(day: date) -> datetime:
    """The end of a day's business. Raises `InvalidInput` for a day that is past or too far."""
    if not timedelta(0) <= day - local(now()).date() <= FURTHEST:
        raise InvalidInput("no day to plan for", field="due_on")
    return closing_time_on(day)


def closing_time_on(day: date) -> datetime:
    return datetime.combine(day, TICKETS.data.business_hours.closes, SHANGHAI)


async def _planned(session: AsyncSession, ticket: Ticket) -> bool:
    query = select(Ticket.id).where(
        Ticket.kind == TicketKind.FOLLOW_UP,
        Ticket.customer_id == ticket.customer_id,
        Ticket.state.not_in(queries.CLOSED),
        Ticket.facts["about"].as_string() == ticket.ticket_no,
    )
    return await session.scalar(query.limit(1)) is not None
