"""What a signed-in customer owns: choices to offer, and which of them is meant."""

from sqlalchemy.ext.asyncio import AsyncSession

from actions.choices import MOST, choice
from actions.reply import Choice
from actions.task import Done, Values
from actions.turn import Turn
from actions.wording import yuan
from backend.orders.service import list_orders
from backend.orders.views import OrderView
from backend.returns.rules import RETURNS
from backend.returns.service import list_returns

SIGN_IN = Done.saying("utter_orders_sign_in")


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


async def order_meant(session: AsyncSession, turn: Turn, values: Values) -> str:
    """The order named now, the only one with the `item` named, the one named earlier, or that of
    the parcel named; else it is asked for."""
    if turn.first("order_no"):
        return str(values.require("order_no"))
    orders = await list_orders(session, turn.asker)
    if item := values.get("item"):
        holding = [order for order in orders if _holds(order, item)]
        if len(holding) == 1:
            return holding[0].order_no
    if values.get("order_no") is None:
        sent_by = [order for order in orders if values.get("waybill_no") in order.waybills]
        if len(sent_by) == 1:
            return sent_by[0].order_no
    return str(values.require("order_no"))


def _holds(order: OrderView, item: str) -> bool:
    return any(item in held.name or held.name in item for held in order.items)
