"""Staff's list of tickets: filtered, counted, read page by page."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, func, literal, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from backend.clock import now
from backend.customers.models import Customer
from backend.database import UtcDateTime
from backend.errors import InvalidInput
from backend.shipments.models import Shipment
from backend.tickets.models import Ticket, TicketKind
from backend.tickets.queries import CLOSED


class Section(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    ALL = "all"


@dataclass(frozen=True)
class Wanted:
    """`before`: the `next` of the page read before. `q`: part of a number, name or summary."""

    section: Section = Section.OPEN
    kind: TicketKind | None = None
    assignee_id: int | None = None
    overdue: bool = False
    q: str = ""
    before: str | None = None
    limit: int = 50


@dataclass(frozen=True)
class Page:
    rows: list[tuple[Ticket, Customer | None]]
    counts: dict[TicketKind, int]
    next: str | None


async def page(session: AsyncSession, wanted: Wanted) -> Page:
    """Open ones by the time they are due, others the newest first. Raises `InvalidInput`."""
    query = (
        select(Ticket, Customer)
        .outerjoin(Customer, Customer.id == Ticket.customer_id)
        .where(*_conditions(wanted))
        .limit(wanted.limit + 1)
    )
    by_due = wanted.section is Section.OPEN
    query = query.order_by(*((Ticket.sla_due, Ticket.id) if by_due else (Ticket.id.desc(),)))
    if wanted.before:
        due, last = _read(wanted.before)
        later = tuple_(Ticket.sla_due, Ticket.id) > tuple_(literal(due, UtcDateTime), last)
        query = query.where(later if by_due else Ticket.id < last)
    found = (await session.execute(query)).all()
    rows: list[tuple[Ticket, Customer | None]] = [(row[0], row[1]) for row in found[: wanted.limit]]
    more = len(found) > wanted.limit
    return Page(rows, await _counts(session, wanted), _mark(rows[-1][0]) if more else None)


async def _counts(session: AsyncSession, wanted: Wanted) -> dict[TicketKind, int]:
    """By kind, whichever kind is being shown."""
    query = (
        select(Ticket.kind, func.count())
        .outerjoin(Customer, Customer.id == Ticket.customer_id)
        .where(*_conditions(replace(wanted, kind=None)))
        .group_by(Ticket.kind)
    )
    return {row[0]: row[1] for row in await session.execute(query)}


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    is_closed = Ticket.state.in_(CLOSED)
    found: list[ColumnElement[bool]] = []
    if wanted.section is not Section.ALL:
        found.append(is_closed if wanted.section is Section.CLOSED else ~is_closed)
    if wanted.kind is not None:
        found.append(Ticket.kind == wanted.kind)
    if wanted.assignee_id is not None:
        found.append(Ticket.assignee_id == wanted.assignee_id)
    if wanted.overdue:
        moment = now()
        found += [~is_closed, or_(Ticket.sla_due < moment, Ticket.statutory_due < moment)]
    if wanted.q:
        found.append(_holds(wanted.q))
    return found


def _holds(part: str) -> ColumnElement[bool]:
    waybills = select(Shipment.id).where(Shipment.waybill_no.icontains(part, autoescape=True))
    return or_(
        Ticket.ticket_no.icontains(part, autoescape=True),
        Ticket.summary.icontains(part, autoescape=True),
        Customer.name.icontains(part, autoescape=True),
        Ticket.shipment_id.in_(waybills),
    )


def _mark(ticket: Ticket) -> str:
    return f"{ticket.sla_due.isoformat()}~{ticket.id}"


def _read(mark: str) -> tuple[datetime, int]:
    moment, _, number = mark.partition("~")
    try:
        due, ticket_id = datetime.fromisoformat(moment), int(number)
    except ValueError as error:
        raise InvalidInput("no mark of ours", field="before") from error
    if due.tzinfo is None or not 0 <= ticket_id < 2**31:
        raise InvalidInput("no mark of ours", field="before")
    return due, ticket_id
