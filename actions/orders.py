"""An order: what becomes of it, and calling it off, or a booked courier with it."""

import re
from dataclasses import asdict, replace
from typing import ClassVar

from sqlalchemy.ext.asyncio import AsyncSession

from actions.fields import confirmed, confirming, surface_form
from actions.own import goods_of, not_found, order_choice, order_meant
from actions.pickup import pickup_choice, pickup_no
from actions.reply import Reply
from actions.said import opening
from actions.shortages import chosen, settle
from actions.signing_in import SIGN_IN
from actions.task import Ask, Done, Outcome, Reader, Task, Values
from actions.turn import Turn
from actions.wording import day, window, yuan
from backend.clock import now
from backend.errors import Conflict, NotFound
from backend.orders.models import OrderState
from backend.orders.rules import ORDERS
from backend.orders.service import cancel_order, list_orders, show_order
from backend.orders.substitution import TO_SHIP
from backend.orders.views import OrderView
from backend.pickups.service import cancel_pickup, get_pickup, list_pickups

ORDER_NO = re.compile(r"DD\d{12}")


def order_card(order: OrderView) -> dict[str, object]:
    return {
        "kind": "order",
        "order_no": order.order_no,
        "status_text": order.status_text,
        "items": [asdict(item) for item in order.items],
        "total_fen": order.total_fen,
        "created_at": order.created_at.isoformat(),
    }


class QueryOrder(Task):
    intent: ClassVar = "query_order"
    is_query: ClassVar = True
    fields: ClassVar[dict[str, Reader]] = {
        "opening": opening(intent),
        "item": surface_form("item"),
        "substitute": chosen,
        "substitute_confirmed": confirmed,
    }

    async def perform(self, session: AsyncSession, turn: Turn, values: Values) -> Outcome:
        if turn.asker.customer_id is None:
            return SIGN_IN
        order_no = await order_meant(session, turn, values)
        try:
            order = await show_order(session, turn.asker, order_no)
        except NotFound:
            return not_found(order_no)
        outcome = await settle(session, turn, values, order_no)
        if isinstance(outcome, Ask) and outcome.field == "substitute":
            return replace(outcome, replies=(_found(order), *outcome.replies))
        return outcome or Done((_found(order),))


def _found(order: OrderView) -> Reply:
    values = {
        "order_no": order.order_no,
        "goods": goods_of(order),
        "status": order.status_text,
        "waybill_no": "、".join(order.waybills),
        "ship_by": day(order.ship_by) if order.ship_by else "",
    }
    response = "utter_orders_found"
    if order.state in TO_SHIP and order.ship_by:
        is_late = order.ship_by < now()
        response = "utter_orders_overdue" if is_late else "utter_orders_to_ship"
    elif order.state is not OrderState.CANCELLED and order.waybills:
        response = "utter_orders_shipped"
    return Reply(response, values, card=order_card(order))


def _target(turn: Turn, asked: bool) -> str | None:
    """An order or a booked pickup."""
    found = ORDER_NO.search(turn.text.upper())
    return found.group() if found else pickup_no(turn, asked)


class CancelOrder(Task):
    intent: ClassVar = "cancel_order"
    fields: ClassVar[dict[str, Reader]] = {
        "item": surface_form("item"),
        "target": _target,
        "cancel_confirmed": confirming(intent),
    }

    async def perform(self, session: AsyncSession, turn: Turn, values: Values) -> Outcome:
        target = values.get("target") or await self._only(session, turn, values)
        if not isinstance(target, str):
            return target
        if ORDER_NO.fullmatch(target):
            return await _cancel_order(session, turn, values, target)
        return await _cancel_pickup(session, turn, values, target)

    async def _only(self, session: AsyncSession, turn: Turn, values: Values) -> str | Outcome:
        """What there is to be cancelled, when it is one thing."""
        if values.get("order_no") or values.get("item"):
            return SIGN_IN if _nobody(turn) else await order_meant(session, turn, values)
        pickups = await list_pickups(session, turn.asker)
        orders = [
            order
            for order in await list_orders(session, turn.asker)
            if order.state in ORDERS.data.cancellable
        ]
        numbers = [each.pickup_no for each in pickups] + [order.order_no for order in orders]
        if len(numbers) == 1:
            return numbers[0]
        if not numbers:
            return SIGN_IN if _nobody(turn) else Done.saying("utter_orders_nothing_to_cancel")
        offered = [*map(pickup_choice, pickups), *map(order_choice, orders)]
        return Ask("target", choices=tuple(offered))


def _nobody(turn: Turn) -> bool:
    return turn.asker.customer_id is None


async def _cancel_order(
    session: AsyncSession, turn: Turn, values: Values, order_no: str
) -> Outcome:
    try:
        order = await show_order(session, turn.asker, order_no)
    except NotFound:
        return SIGN_IN if _nobody(turn) else not_found(order_no)
    shown = {"order_no": order_no, "goods": goods_of(order), "status": order.status_text}
    if order.state is OrderState.CANCELLED:
        return Done.saying("utter_orders_cancelled_before", **shown)
    if order.state not in ORDERS.data.cancellable:
        is_there = order.state in (OrderState.DELIVERED, OrderState.COMPLETED)
        return Done.saying(
            "utter_orders_cancel_delivered" if is_there else "utter_orders_cancel_shipped", **shown
        )
    if values.get("cancel_confirmed") is None:
        about = Reply("utter_orders_to_cancel", shown, card=order_card(order))
        return Ask("cancel_confirmed", (about,))
    if not values["cancel_confirmed"]:
        return Done.saying("utter_orders_kept")
    was_paid = order.state is not OrderState.UNPAID
    try:
        await cancel_order(session, turn.asker, order_no)
    except NotFound:  # the merchant sees it but does not cancel for the buyer
        return Done.saying("utter_orders_not_the_buyer", **shown)
    shown |= {"refund": yuan(order.total_fen), "hours": str(ORDERS.data.undo_cancel_hours)}
    return Done.saying(
        "utter_orders_cancelled_refund" if was_paid else "utter_orders_cancelled", **shown
    )


async def _cancel_pickup(session: AsyncSession, turn: Turn, values: Values, number: str) -> Outcome:
    try:
        pickup = await get_pickup(session, turn.asker, number)
    except NotFound:
        wrong = Reply("utter_pickup_not_found", {"pickup_no": number})
        return Ask("target", (wrong,), forget=("target",))
    shown = {"pickup_no": number, "window": window(pickup.window_start, pickup.window_end)}
    if values.get("cancel_confirmed") is None:
        return Ask("cancel_confirmed", (Reply("utter_pickup_to_cancel", shown),))
    if not values["cancel_confirmed"]:
        return Done.saying("utter_orders_kept")
    try:
        await cancel_pickup(session, turn.asker, number)
    except Conflict:
        return Done.saying("utter_pickup_collected", **shown)
    return Done.saying("utter_pickup_cancelled", **shown)
