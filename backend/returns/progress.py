"""A return's way from the request to the money or the new goods, as staff moves it on."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.clock import now
from backend.errors import Conflict
from backend.orders.models import Order
from backend.returns.models import Return, ReturnKind, ReturnState
from backend.returns.rules import RETURNS
from backend.returns.service import CLOSED

UNDER_WAY = (ReturnState.APPROVED, ReturnState.SENT_BACK)
DONE = (*CLOSED, ReturnState.REFUNDED, ReturnState.RESHIPPED)


def can_be_settled(goods: Return, kind: ReturnKind) -> bool:
    """Before the goods are back too: the business may trust a customer."""
    return goods.kind is kind and goods.state in (*UNDER_WAY, ReturnState.RECEIVED)


def approve(goods: Return) -> None:
    goods.state = ReturnState.APPROVED


def refuse(goods: Return) -> None:
    goods.state, goods.closed_at = ReturnState.REJECTED, now()


def receive(goods: Return) -> None:
    """From here runs the time for the money (消费者权益保护法 25)."""
    moment = now()
    goods.state, goods.received_at = ReturnState.RECEIVED, moment
    if goods.kind is ReturnKind.REFUND:
        goods.refund_due = moment + timedelta(days=RETURNS.data.refund_days)


def settle(goods: Return) -> None:
    """The money or the new goods are on their way."""
    is_refund = goods.kind is ReturnKind.REFUND
    goods.state = ReturnState.REFUNDED if is_refund else ReturnState.RESHIPPED
    goods.closed_at = now()


async def reconsider(session: AsyncSession, goods: Return) -> None:
    """A refused return is asked for again. Raises `Conflict` where another took its place."""
    if goods.state is not ReturnState.REJECTED:
        return
    await session.execute(select(Order.id).where(Order.id == goods.order_id).with_for_update())
    other = select(Return.id).where(Return.order_id == goods.order_id, Return.state.not_in(CLOSED))
    if (await session.execute(other.limit(1))).first():
        raise Conflict("another return of the order is under way")
    goods.state, goods.closed_at = ReturnState.REQUESTED, None
