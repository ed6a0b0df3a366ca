"""A signed-in customer's orders."""

from datetime import timedelta
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from backend.access.service import Asker
from backend.clock import now
from backend.errors import Conflict, NotFound
from backend.orders import queries
from backend.orders.models import Order, OrderState
from backend.orders.rules import ORDERS
from backend.orders.views import OrderView

LIST_LENGTH = 20


class UndoRefusal(StrEnum):
    NOT_CANCELLED = "not_cancelled"
    TOO_LATE = "too_late"


async def list_orders(session: AsyncSession, asker: Asker) -> list[OrderView]:
    """The customer's own, newest first; nobody else has any."""
    if asker.customer_id is None:
        return []
    orders = await queries.of_customer(session, asker.customer_id, LIST_LENGTH)
    waybills = await queries.waybills_of(session, [order.id for order in orders])
    return [OrderView.of(order, waybills.get(order.id, [])) for order in orders]


async def get_order(session: AsyncSession, asker: Asker, order_no: str) -> Order:
    """With its items. Raises `NotFound` for missing and foreign orders alike."""
    found = None
    if asker.customer_id is not None:
        number = order_no.strip().upper()
        found = await queries.own_order(session, asker.customer_id, number)
    if found is None:
        raise NotFound
    return found


async def show_order(session: AsyncSession, asker: Asker, order_no: str) -> OrderView:
    order = await get_order(session, asker, order_no)
    waybills = await queries.waybills_of(session, [order.id])
    return OrderView.of(order, waybills.get(order.id, []))


async def show_any_order(session: AsyncSession, order_id: int) -> OrderView:
    """Masked, for staff, whoever bought it."""
    order = await session.get_one(Order, order_id, options=[selectinload(Order.items)])
    waybills = await queries.waybills_of(session, [order.id])
    return OrderView.of(order, waybills.get(order.id, []))


async def cancel_order(session: AsyncSession, asker: Asker, order_no: str) -> Order:
    """Raises `Conflict` once it has left the warehouse (that is an interception then)."""
    order = await get_order(session, asker, order_no)
    if order.customer_id != asker.customer_id:
        raise NotFound  # the merchant sees it but does not cancel for the buyer
    if order.state is OrderState.CANCELLED:
        return order
    if order.state not in ORDERS.data.cancellable:
        raise Conflict(f"an order that is {order.state} cannot be cancelled")
    order.cancelled_from = order.state
    order.state = OrderState.CANCELLED
    order.cancelled_at = now()
    return order


async def undo_cancel(session: AsyncSession, asker: Asker, order_no: str) -> Order:
    """Back to where it was. Raises `Conflict` with an `UndoRefusal` in `params["refusal"]`."""
    order = await get_order(session, asker, order_no)
    if order.customer_id != asker.customer_id:
        raise NotFound
    if order.state is not OrderState.CANCELLED:
        raise Conflict("the order is not cancelled", refusal=UndoRefusal.NOT_CANCELLED)
    window = timedelta(hours=ORDERS.data.undo_cancel_hours)
    if order.cancelled_from is None or order.cancelled_at is None:
        raise Conflict("nobody knows what it was before", refusal=UndoRefusal.TOO_LATE)
    if order.cancelled_at + window < now():
        raise Conflict("cancelled too long ago", refusal=UndoRefusal.TOO_LATE)
    order.state = order.cancelled_from
    order.cancelled_from = order.cancelled_at = None
    return order
