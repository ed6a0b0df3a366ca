"""What was at the root of the matters that were resolved."""

from typing import Any

from sqlalchemy import Select, func, select

from backend.figures.period import Period
from backend.tickets.models import Ticket, TicketState


def causes(period: Period) -> Select[Any]:
    """(cause, number), the most frequent first."""
    cause = Ticket.facts["root_cause"].as_string()
    return (
        select(cause, func.count())
        .where(
            Ticket.state == TicketState.RESOLVED,
            period.holds(Ticket.resolved_at),
            cause.is_not(None),
        )
        .group_by(cause)
        .order_by(func.count().desc(), cause)
    )
