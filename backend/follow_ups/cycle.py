"""When a customer is to be visited next: by the tier's cycle (customers/tiers.yml)."""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ScalarSelect, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from backend.clock import local
from backend.customers.models import Customer
from backend.customers.tiers import TIERS
from backend.follow_ups.planning import Plan, plan
from backend.tickets.models import Ticket, TicketKind, TicketState
from backend.tickets.queries import CLOSED
from backend.tickets.rules import TICKETS


@dataclass(frozen=True)
class Visit:
    due_on: date
    cycle_months: int


def next_visit(customer: Customer, today: date, last: date | None = None) -> Visit | None:
    """A cycle after the last visit; before the first one, counted from the day the customer came.
    None for a tier that is not visited."""
    cycle = TIERS.data.tiers[customer.tier].visit_months
    if cycle is None:
        return None
    if last is not None:
        return Visit(months_after(last, cycle), cycle)
    began = local(customer.created_at).date()
    passed = (today.year - began.year) * 12 + today.month - began.month
    periods = max(passed // cycle, 1)
    while (due := months_after(began, periods * cycle)) < today:
        periods += 1
    return Visit(due, cycle)


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


async def last_visit(session: AsyncSession, customer_id: int) -> date | None:
    moment = await session.scalar(select(_last_visit(customer_id)))
    return local(moment).date() if moment else None


def _last_visit(customer_id: int | InstrumentedAttribute[int]) -> ScalarSelect[datetime | None]:
    """When the last one was done, of one customer or of each that the query around it reads."""
    return (
        select(func.max(Ticket.resolved_at))
        .where(
            Ticket.customer_id == customer_id,
            Ticket.kind == TicketKind.FOLLOW_UP,
            Ticket.state == TicketState.RESOLVED,
        )
        .scalar_subquery()
    )


async def plan_due(session: AsyncSession, today: date) -> int:
    """Plans the visits that come due soon, of customers with none before them; returns how many."""
    rules = TICKETS.data.follow_ups
    visited = [tier for tier, row in TIERS.data.tiers.items() if row.visit_months is not None]
    planned = exists().where(
        Ticket.customer_id == Customer.id,
        Ticket.kind == TicketKind.FOLLOW_UP,
        Ticket.state.not_in(CLOSED),
    )
    number = 0
    query = select(Customer, _last_visit(Customer.id)).where(Customer.tier.in_(visited), ~planned)
    for customer, moment in (await session.execute(query)).all():
        visit = next_visit(customer, today, local(moment).date() if moment else None)
        if visit is None or visit.due_on > today + timedelta(days=rules.ahead_days):
            continue
        summary = rules.cycle.format(tier=customer.tier.value, months=visit.cycle_months)
        key = f"cycle:{customer.id}:{visit.due_on}"
        await plan(session, Plan(customer.id, max(visit.due_on, today), summary, key))
        number += 1
    return number
