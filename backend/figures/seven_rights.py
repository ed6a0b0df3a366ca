"""The 7R score: what was right about each order that arrived in the period."""

from collections.abc import Callable
from functools import reduce
from operator import add

from sqlalchemy import ColumnElement, Float, case, cast, exists, func, or_, select

from backend.claims.rules import ClaimKind
from backend.figures.figure import Figure, Unit
from backend.figures.period import Period
from backend.figures.reliability import DAMAGED, claimed, scanned
from backend.figures.sql import Value, share
from backend.invoices.models import Invoice, InvoiceState
from backend.orders.models import Order
from backend.returns.models import Return, ReturnKind
from backend.shipments.models import Shipment
from backend.surveys.models import Survey
from backend.tickets.models import Ticket, TicketKind

CONTENT = 4
"""Of five: from here on a customer's verdict is a good one."""
SIGNED_BY_ANOTHER = "303"


def _ticket(kind: TicketKind) -> ColumnElement[bool]:
    about = or_(Ticket.shipment_id == Shipment.id, Ticket.order_id == Order.id)
    return exists().where(about, Ticket.kind == kind)


def _void_invoice() -> ColumnElement[bool]:
    return exists().where(Invoice.order_id == Order.id, Invoice.state == InvoiceState.VOID)


def _exchange() -> ColumnElement[bool]:
    return exists().where(Return.order_id == Order.id, Return.kind == ReturnKind.EXCHANGE)


RIGHTS: dict[str, Callable[[], ColumnElement[bool]]] = {
    "right_product": lambda: ~_exchange(),
    "right_condition": lambda: ~(scanned(DAMAGED) | claimed(ClaimKind.DAMAGE, ClaimKind.SHORTAGE)),
    "right_place": lambda: ~_ticket(TicketKind.NOT_RECEIVED),
    "right_time": lambda: or_(
        Shipment.promised_at.is_(None), Shipment.signed_at <= Shipment.promised_at
    ),
    "right_price": lambda: ~(_void_invoice() | _ticket(TicketKind.INVOICE)),
    "right_customer": lambda: ~scanned(SIGNED_BY_ANOTHER),
}


def _arrived(period: Period) -> tuple[ColumnElement[bool], ...]:
    return Shipment.order_id == Order.id, period.holds(Shipment.signed_at)


def _right(key: str) -> Callable[[Period], Value]:
    return lambda period: share(RIGHTS[key](), *_arrived(period))


def verdict(period: Period) -> Value:
    """Of those who were asked and answered."""
    asked = Survey.shipment_id == Shipment.id
    return share(Survey.score >= CONTENT, asked, *_arrived(period))


def seven_rights(period: Period) -> Value:
    """The mean of each order's score: of seven where the customer gave a verdict, else of six."""
    opinion = (
        select(func.avg(cast(case((Survey.score >= CONTENT, 1.0), else_=0.0), Float)))
        .where(Survey.shipment_id == Shipment.id)
        .correlate(Shipment)
        .scalar_subquery()
    )
    points: ColumnElement[float] = reduce(
        add, [cast(case((right(), 1.0), else_=0.0), Float) for right in RIGHTS.values()]
    )
    of = len(RIGHTS) + case((opinion.is_not(None), 1.0), else_=0.0)
    score = (points + func.coalesce(opinion, 0.0)) / cast(of, Float)
    return select(func.avg(score), func.count()).where(*_arrived(period))


FIGURES = (
    *(Figure(key, Unit.SHARE, _right(key)) for key in RIGHTS),
    Figure("customer_verdict", Unit.SHARE, verdict),
    Figure("seven_rights", Unit.SHARE, seven_rights),
)
