"""Asking for an invoice, or for a corrected one."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.access.service import Asker
from backend.clock import now
from backend.errors import Conflict, InvalidInput, NotFound
from backend.invoices.models import Invoice, InvoiceKind, InvoiceState
from backend.orders.models import Order, OrderState
from backend.orders.service import get_order

LIST_LENGTH = 20


@dataclass(frozen=True)
class InvoiceDraft:
    order_no: str
    title: str
    turn_id: str
    kind: InvoiceKind = InvoiceKind.ORDINARY
    tax_no: str | None = None
    email: str | None = None


async def request_invoice(session: AsyncSession, asker: Asker, draft: InvoiceDraft) -> Invoice:
    """One that is not issued yet is corrected, an issued one is reissued.

    Raises `NotFound` unless the asker bought the order, `Conflict` for an order that is unpaid or
    cancelled, `InvalidInput` for a special invoice without a tax number.
    """
    order = await get_order(session, asker, draft.order_no)
    if order.customer_id != asker.customer_id:
        raise NotFound
    if order.state in (OrderState.UNPAID, OrderState.CANCELLED):
        raise Conflict(f"no invoice for an order that is {order.state}")
    if draft.kind is InvoiceKind.SPECIAL and not draft.tax_no:
        raise InvalidInput("a special invoice needs a tax number", field="tax_no")
    await session.execute(select(Order.id).where(Order.id == order.id).with_for_update())
    return await _request(session, order, draft)


async def _request(session: AsyncSession, order: Order, draft: InvoiceDraft) -> Invoice:
    held = await session.scalar(
        select(Invoice).where(Invoice.order_id == order.id, Invoice.state != InvoiceState.VOID)
    )
    if held is not None and held.turn_id == draft.turn_id:
        return held
    if held is not None and held.state is not InvoiceState.REQUESTED:
        held.state, held = InvoiceState.VOID, None
    if held is None:
        held = Invoice(order_id=order.id, customer_id=order.customer_id)
        session.add(held)
    held.turn_id, held.state, held.requested_at = draft.turn_id, InvoiceState.REQUESTED, now()
    held.kind, held.title, held.tax_no = draft.kind, draft.title, draft.tax_no
    held.email, held.amount_fen = draft.email, order.total_fen
    await session.flush()
    return held


async def list_invoices(session: AsyncSession, asker: Asker) -> list[Invoice]:
    """The signed-in customer's own, newest first."""
    if asker.customer_id is None:
        return []
    rows = await session.scalars(
        select(Invoice)
        .where(Invoice.customer_id == asker.customer_id)
        .order_by(Invoice.requested_at.desc(), Invoice.id.desc())
        .limit(LIST_LENGTH)
    )
    return list(rows)
