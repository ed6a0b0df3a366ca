"""An order that waits for sold-out goods: wait on, take others, or call it off."""

import re

from sqlalchemy.ext.asyncio import AsyncSession

from actions.choices import choice
from actions.fields import words
from actions.reply import Choice, Reply
from actions.said import wanted
from actions.task import Ask, Done, Outcome, Values
from actions.turn import Turn
from actions.wording import phrase, yuan
from backend.errors import Conflict
from backend.orders.substitution import Shortage, shortage, substitute
from backend.products.queries import Availability

SKU = re.compile(r"YD\d{4}")
WAIT = "wait"


def chosen(turn: Turn, asked: bool) -> str | None:
    """What is to be sent instead, by SKU or in words; WAIT for nothing."""
    if found := SKU.search(turn.text):
        return found.group()
    return WAIT if asked and turn.intent == "deny" else words(turn, asked)


async def settle(
    session: AsyncSession, turn: Turn, values: Values, order_no: str
) -> Outcome | None:
    """None for an order that lacks nothing, or nothing that could be had instead."""
    missing = await shortage(session, turn.asker, order_no)
    if missing is None or not missing.substitutes:
        return None
    wish = values.get("substitute")
    if wish == WAIT:
        return Done.saying("utter_orders_waits", item=missing.name)
    other = _meant(missing, wish) if wish else None
    if other is None:
        return Ask("substitute", (_told(missing),), choices=_choices(missing))
    shown = {"item": missing.name, "goods": other.name, "difference": _difference(missing, other)}
    answer = values.get("substitute_confirmed")
    if answer is None:
        return Ask("substitute_confirmed", (Reply("utter_orders_to_substitute", shown),))
    if not answer:
        return Done.saying("utter_orders_waits", item=missing.name)
    opening = wanted("query_order", values)
    try:
        done = await substitute(
            session, turn.asker, order_no, other.sku, words=opening, turn_id=turn.id
        )
    except Conflict:
        gone = Reply("utter_stock_sold_out", {"item": other.name})
        return Ask("substitute", (gone,), forget=("substitute", "substitute_confirmed"))
    shown |= {"ticket_no": done.ticket_no, "order_no": order_no}
    return Done.saying("utter_orders_substituted", **shown)


def _meant(missing: Shortage, wish: str) -> Availability | None:
    fitting = (e for e in missing.substitutes if e.sku == wish or e.name in wish or wish in e.name)
    return next(fitting, None)


def _told(missing: Shortage) -> Reply:
    again = missing.restock_on
    date = phrase("day", month=again.month, day=again.day) if again else ""
    response = "utter_orders_short_until" if again else "utter_orders_short"
    return Reply(response, {"item": missing.name, "date": date})


def _choices(missing: Shortage) -> tuple[Choice, ...]:
    return (
        *(choice(_goods(each), "sku", each.sku) for each in missing.substitutes),
        Choice(phrase("wait_on"), "/deny"),
        Choice(phrase("cancel_instead"), "/cancel_order"),
    )


def _goods(other: Availability) -> str:
    return phrase("goods", name=other.name, price=yuan(other.price_fen))


def _difference(missing: Shortage, other: Availability) -> str:
    fen = missing.difference_fen(other)
    if fen == 0:
        return phrase("same_price")
    return phrase("pay_more" if fen > 0 else "get_back", amount=yuan(abs(fen)))
