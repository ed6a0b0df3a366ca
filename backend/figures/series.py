"""Day by day: how much there was of what."""

from typing import Any

from sqlalchemy import ColumnElement, Float, Select, cast, func, select
from sqlalchemy.orm import InstrumentedAttribute

from backend.conversations.models import Conversation, Rating
from backend.desk.models import Case
from backend.figures.period import Period
from backend.figures.sql import mean_of, shanghai_day
from backend.orders.models import Order
from backend.shipments.models import Shipment
from backend.tickets.models import Ticket, TicketKind

Days = Select[str, Any]


def counted(
    moment: InstrumentedAttribute[Any], period: Period, *where: ColumnElement[bool]
) -> Days:
    return by_day(moment, func.count(), period, *where)


def by_day(
    moment: InstrumentedAttribute[Any],
    value: ColumnElement[Any],
    period: Period,
    *where: ColumnElement[bool],
) -> Days:
    day = shanghai_day(moment)
    return select(day, value).where(period.holds(moment), *where).group_by(day).order_by(day)


def series(period: Period) -> dict[str, Days]:
    """Days on which there was nothing are left out."""
    return {
        "conversations": counted(Conversation.created_at, period),
        "handovers": counted(Case.opened_at, period),
        "tickets": counted(Ticket.created_at, period, Ticket.kind != TicketKind.FOLLOW_UP),
        "complaints": counted(Ticket.created_at, period, Ticket.kind == TicketKind.COMPLAINT),
        "orders": counted(Order.created_at, period),
        "signed": counted(Shipment.signed_at, period),
        "on_time_rate": by_day(
            Shipment.signed_at,
            mean_of(Shipment.signed_at <= Shipment.promised_at),
            period,
            Shipment.promised_at.is_not(None),
        ),
        "csat": by_day(Rating.created_at, func.avg(cast(Rating.stars, Float)), period),
    }
