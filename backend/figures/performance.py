"""How fast, how evenly, how flexibly; and how soon a fault is mended."""

from sqlalchemy import ColumnElement, func, select, union_all
from sqlalchemy.orm import aliased

from backend.carriers.rules import TRACE_CODES
from backend.figures.figure import Figure, Unit
from backend.figures.period import Period
from backend.figures.sql import Value, median, quartile_distance, seconds_between, share
from backend.orders.models import Order
from backend.shipments.models import Shipment, ShipmentState, TraceEvent
from backend.tickets.models import Ticket, TicketKind, TicketState

SPECIAL = (
    TicketKind.EXPEDITE,
    TicketKind.CHANGE_ADDRESS,
    TicketKind.RESCHEDULE,
    TicketKind.INTERCEPT,
)
FAULTY = (ShipmentState.ABNORMAL, ShipmentState.LOST)


def problem_codes() -> list[str]:
    return [code for code, row in TRACE_CODES.data.codes.items() if row.state in FAULTY]


def cycle(period: Period) -> Value:
    return median(_order_cycle(), *_signed(period))


def spread(period: Period) -> Value:
    return quartile_distance(_order_cycle(), *_signed(period))


def _order_cycle() -> ColumnElement[float]:
    """From the order to the signature."""
    return seconds_between(Order.created_at, Shipment.signed_at)


def _signed(period: Period) -> tuple[ColumnElement[bool], ...]:
    return Shipment.order_id == Order.id, period.holds(Shipment.signed_at)


def flexibility(period: Period) -> Value:
    """Special requests made in the period that were met within their time."""
    return share(
        (Ticket.state == TicketState.RESOLVED) & (Ticket.resolved_at <= Ticket.sla_due),
        period.holds(Ticket.created_at),
        Ticket.kind.in_(SPECIAL),
        Ticket.state != TicketState.WITHDRAWN,
    )


def recovery(period: Period) -> Value:
    """From a problem's scan to the next scan without one, or to the end of the parcel's ticket."""
    problems, later = problem_codes(), aliased(TraceEvent)
    ends = union_all(
        select(later.shipment_id, later.happened_at.label("at")).where(later.code.not_in(problems)),
        select(Ticket.shipment_id, Ticket.resolved_at.label("at")).where(
            Ticket.state == TicketState.RESOLVED, Ticket.shipment_id.is_not(None)
        ),
    ).subquery()
    mended = (
        select(func.min(ends.c.at))
        .where(ends.c.shipment_id == TraceEvent.shipment_id, ends.c.at > TraceEvent.happened_at)
        .scalar_subquery()
    )
    return median(
        seconds_between(TraceEvent.happened_at, mended),
        period.holds(TraceEvent.happened_at),
        TraceEvent.code.in_(problems),
    )


FIGURES = (
    Figure("order_cycle", Unit.SECONDS, cycle),
    Figure("order_cycle_spread", Unit.SECONDS, spread),
    Figure("flexibility", Unit.SHARE, flexibility),
    Figure("recovery", Unit.SECONDS, recovery),
)
