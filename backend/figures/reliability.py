"""On time, whole, and with the right papers."""

from sqlalchemy import ColumnElement, exists

from backend.claims.rules import ClaimKind
from backend.figures.figure import Figure, Unit
from backend.figures.period import Period
from backend.figures.sql import Value, share
from backend.invoices.models import Invoice, InvoiceState
from backend.shipments.models import Shipment, ShipmentState, TraceEvent
from backend.tickets.models import Ticket, TicketKind

DAMAGED = "209"
NOT_HANDED_OVER = (ShipmentState.PENDING, ShipmentState.CANCELLED)


def scanned(code: str) -> ColumnElement[bool]:
    return exists().where(TraceEvent.shipment_id == Shipment.id, TraceEvent.code == code)


def claimed(*kinds: ClaimKind) -> ColumnElement[bool]:
    return exists().where(
        Ticket.shipment_id == Shipment.id,
        Ticket.kind == TicketKind.CLAIM,
        Ticket.facts["claim_kind"].as_string().in_(kinds),
    )


def on_time(period: Period) -> Value:
    return share(
        Shipment.signed_at <= Shipment.promised_at,
        period.holds(Shipment.signed_at),
        Shipment.promised_at.is_not(None),
    )


def undamaged(period: Period) -> Value:
    """Parcels of the period without a damage seen on the way or claimed afterwards."""
    return share(
        ~scanned(DAMAGED) & ~claimed(ClaimKind.DAMAGE),
        period.holds(Shipment.created_at),
        Shipment.state.not_in(NOT_HANDED_OVER),
    )


def correct_documents(period: Period) -> Value:
    """Invoices made that did not have to be made anew."""
    return share(
        Invoice.state == InvoiceState.ISSUED,
        period.holds(Invoice.requested_at),
        Invoice.state != InvoiceState.REQUESTED,
    )


FIGURES = (
    Figure("on_time_rate", Unit.SHARE, on_time),
    Figure("undamaged_rate", Unit.SHARE, undamaged),
    Figure("correct_document_rate", Unit.SHARE, correct_documents),
)
