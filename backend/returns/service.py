"""Asking for a return or an exchange, and taking it back."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.access.service import Asker
from backend.clock import local, now
from backend.errors import Conflict, NotFound
from backend.numbers.service import Prefix, next_number
from backend.orders.models import Order, OrderState
from backend.orders.service import get_order
from backend.products.models import Product
from backend.returns.models import Return, ReturnItem, ReturnKind, ReturnState
from backend.returns.rules import RETURNS
from backend.shipments.models import Shipment

CLOSED = (ReturnState.REJECTED, ReturnState.WITHDRAWN)
WITHDRAWABLE = (ReturnState.REQUESTED, ReturnState.APPROVED)
RECEIVED = (OrderState.DELIVERED, OrderState.COMPLETED)
LIST_LENGTH = 20


class Refusal(StrEnum):
    """Why not; in `Conflict.params["refusal"]`."""

    NOT_DELIVERED = "not_delivered"
    TOO_LATE = "too_late"
    EXCEPTED = "excepted"
    ASKED_BEFORE = "asked_before"


@dataclass(frozen=True)
class ReturnDraft:
    """`is_faulty`: the seven days and their exceptions do not bind faulty goods."""

    order_no: str
    kind: ReturnKind
    reason: str
    turn_id: str
    is_faulty: bool = False
    exchange_for: str | None = None


async def returnable(session: AsyncSession, asker: Asker, order_no: str, turn_id: str) -> Order:
    """The order. Raises what `request_return` would whatever the reason.

    `NotFound` unless the asker bought it, `Conflict` when it has not come yet or a return was asked
    for in another turn.
    """
    order = await get_order(session, asker, order_no)
    if order.customer_id != asker.customer_id:
        raise NotFound
    if order.state not in RECEIVED:
        raise _refused(Refusal.NOT_DELIVERED)
    earlier = await _open_return(session, order)
    if earlier is not None and earlier.turn_id != turn_id:
        raise _refused(Refusal.ASKED_BEFORE, return_no=earlier.return_no)
    return order


async def request_return(session: AsyncSession, asker: Asker, draft: ReturnDraft) -> Return:
    """Small ones are approved at once, by rule.

    Raises `NotFound` unless the asker bought the order, `Conflict` with a `Refusal`.
    """
    order = await get_order(session, asker, draft.order_no)
    # Two requests at once: the order's row decides who is first.
    await session.execute(select(Order.id).where(Order.id == order.id).with_for_update())
    await returnable(session, asker, draft.order_no, draft.turn_id)
    if earlier := await _open_return(session, order):
        return earlier
    state = await _check(session, order, draft)
    is_exchange = draft.kind is ReturnKind.EXCHANGE
    result = Return(
        return_no=await next_number(session, Prefix.RETURN),
        order_id=order.id,
        customer_id=order.customer_id,
        conversation_id=asker.conversation_id,
        turn_id=draft.turn_id,
        kind=draft.kind,
        state=state,
        reason=draft.reason[:200],
        refund_fen=0 if is_exchange else order.items_fen,
        created_at=now(),
        items=[
            ReturnItem(
                order_item_id=item.id, quantity=item.quantity, exchange_for=draft.exchange_for
            )
            for item in order.items
        ],
    )
    session.add(result)
    await session.flush()
    return result


async def list_returns(session: AsyncSession, asker: Asker) -> list[Return]:
    """The signed-in customer's own, newest first."""
    if asker.customer_id is None:
        return []
    rows = await session.scalars(
        select(Return)
        .where(Return.customer_id == asker.customer_id)
        .order_by(Return.created_at.desc(), Return.id.desc())
        .limit(LIST_LENGTH)
    )
    return list(rows)


async def get_return(session: AsyncSession, asker: Asker, return_no: str) -> Return:
    """Raises `NotFound` for missing and foreign returns alike."""
    found = await session.scalar(
        select(Return).where(
            Return.return_no == return_no.strip().upper(), Return.customer_id == asker.customer_id
        )
    )
    if found is None:
        raise NotFound
    return found


async def withdraw_return(session: AsyncSession, asker: Asker, return_no: str) -> Return:
    """Raises `Conflict` once the goods are on their way back."""
    found = await get_return(session, asker, return_no)
    if found.state not in WITHDRAWABLE:
        raise Conflict(f"a return that is {found.state} cannot be withdrawn")
    found.state = ReturnState.WITHDRAWN
    found.closed_at = now()
    return found


async def _open_return(session: AsyncSession, order: Order) -> Return | None:
    return await session.scalar(
        select(Return).where(Return.order_id == order.id, Return.state.not_in(CLOSED))
    )


async def _check(session: AsyncSession, order: Order, draft: ReturnDraft) -> ReturnState:
    """Approved at once, or first to be looked at. Raises `Conflict` with a `Refusal`."""
    rules = RETURNS.data
    signed_at: datetime | None = await session.scalar(
        select(func.max(Shipment.signed_at)).where(Shipment.order_id == order.id)
    )
    exception = await _exception(session, order)
    days = rules.faulty_days[draft.kind] if draft.is_faulty else rules.no_reason_days
    is_late = signed_at is not None and closes_at(signed_at, days) <= now()
    if not draft.is_faulty and is_late:
        raise _refused(Refusal.TOO_LATE)
    if not draft.is_faulty and exception is not None:
        raise _refused(Refusal.EXCEPTED, exception=exception)
    most = rules.at_once_fen.faulty if draft.is_faulty else rules.at_once_fen.no_reason
    is_small = order.items_fen <= most and not is_late and exception is None
    return ReturnState.APPROVED if is_small else ReturnState.REQUESTED


def closes_at(signed_at: datetime, days: int) -> datetime:
    """The end of the last of so many calendar days, of which the day after signing is the first."""
    first = local(signed_at).replace(hour=0, minute=0, second=0, microsecond=0)
    return first + timedelta(days=days + 1)


async def _exception(session: AsyncSession, order: Order) -> str | None:
    """Why the law's seven days do not cover some of the goods."""
    products = [item.product_id for item in order.items if item.product_id]
    return await session.scalar(
        select(Product.no_return_reason)
        .where(Product.id.in_(products), Product.no_return_reason.is_not(None))
        .limit(1)
    )


def _refused(refusal: Refusal, **params: object) -> Conflict:
    return Conflict(refusal.value, refusal=refusal, **params)
