"""What a signed-in customer owns: choices to offer, and which of them is meant."""

from collections.abc import Container

from sqlalchemy.ext.asyncio import AsyncSession

from actions.choices import MOST, choice
from actions.meant import meant
from actions.reply import Choice, Reply
from actions.signing_in import SIGN_IN
from actions.task import Ask, Outcome, Values
from actions.turn import Turn
from actions.wording import yuan
from backend.errors import NotFound
from backend.orders.models import Order, OrderState
from backend.orders.service import get_order, list_orders
from backend.orders.views import OrderView
from backend.returns.rules import RETURNS
from backend.returns.service import list_returns


def goods_of(order: OrderView) -> str:
    return "、".join(item.name for item in order.items)


def order_choice(order: OrderView) -> Choice:
    goods = order.items[0].name + ("…" if len(order.items) > 1 else "")
    title = f"{goods} · {order.status_text}（{order.order_no[-4:]}）"
    return choice(title, "order_no", order.order_no)


async def own_orders(session: AsyncSession, turn: Turn) -> tuple[Choice, ...]:
    orders = await list_orders(session, turn.asker)
    return tuple(order_choice(order) for order in orders[:MOST] if order.items)


async def own_returns(session: AsyncSession, turn: Turn) -> tuple[Choice, ...]:
    words = RETURNS.data.states
    return tuple(
        choice(
            f"¥{yuan(each.refund_fen)} · {words[each.state]}（{each.return_no[-4:]}）",
            "return_no",
            each.return_no,
        )
        for each in (await list_returns(session, turn.asker))[:MOST]
    )


async def order_meant(
    session: AsyncSession, turn: Turn, values: Values, states: Container[OrderState] | None = None
) -> str:
    """The order named now, the only one with the `item` named, the one named earlier, that of the
    parcel named, or the only one there is (in one of the `states`); else it is asked for."""
    if meant(turn, "order_no"):
        return str(values.require("order_no"))
    orders = await list_orders(session, turn.asker)
    if item := values.get("item"):
        holding = [order for order in orders if _holds(order, item)]
        if len(holding) == 1:
            return holding[0].order_no
    if values.get("order_no") is None:
        sent_by = [order for order in orders if values.get("waybill_no") in order.waybills]
        in_state = [order for order in orders if states and order.state in states]
        possible = sent_by or in_state or orders
        if len(possible) == 1:
            return possible[0].order_no
    return str(values.require("order_no"))


async def own_order(session: AsyncSession, turn: Turn, values: Values) -> Order | Outcome:
    """The order meant, or what is said to who has no account or no such order."""
    if turn.asker.customer_id is None:
        return SIGN_IN
    order_no = await order_meant(session, turn, values)
    try:
        return await get_order(session, turn.asker, order_no)
    except NotFound:
        return not_found(order_no)


def not_found(order_no: str) -> Ask:
    wrong = Reply("utter_orders_not_found", {"order_no": order_no})
    return Ask("order_no", (wrong,), forget=("order_no", "item", "target"))


def _holds(order: OrderView, item: str) -> bool:
    return any(item in held.name or held.name in item for held in order.items)
