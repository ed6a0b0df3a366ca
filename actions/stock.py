"""Is it in stock, when will it be again, what may stand in."""

from typing import ClassVar

from sqlalchemy.ext.asyncio import AsyncSession

from actions.fields import surface_form, words
from actions.reply import Reply
from actions.task import Ask, Done, Outcome, Reader, Task, Values
from actions.turn import Turn
from actions.wording import phrase, yuan
from backend.products.queries import Availability
from backend.products.service import StockAnswer, availability


class CheckStock(Task):
    intent: ClassVar = "check_stock"
    is_query: ClassVar = True
    fields: ClassVar[dict[str, Reader]] = {"item": surface_form("item"), "goods": words}
    questions: ClassVar = {"goods": "utter_stock_ask_goods"}

    async def perform(self, session: AsyncSession, turn: Turn, values: Values) -> Outcome:
        item = values.get("item") or values.require("goods")
        found = await availability(session, item)
        if not found:
            unknown = Reply("utter_stock_unknown", {"item": item})
            return Ask("goods", (unknown,), forget=("item", "goods"))
        in_stock = [answer.goods for answer in found if answer.in_stock]
        if in_stock:
            return Done.saying("utter_stock_available", goods=_listed(in_stock))
        return Done(_sold_out(found[0]))


def _sold_out(answer: StockAnswer) -> tuple[Reply, ...]:
    values = {"item": answer.goods.name}
    first = Reply("utter_stock_sold_out", values)
    if again := answer.goods.restock_on:
        date = phrase("day", month=again.month, day=again.day)
        first = Reply("utter_stock_back_on", values | {"date": date})
    if not answer.substitutes:
        return (first,)
    return (first, Reply("utter_stock_substitutes", {"goods": _listed(answer.substitutes)}))


def _listed(goods: list[Availability] | tuple[Availability, ...]) -> str:
    return "、".join(phrase("goods", name=each.name, price=yuan(each.price_fen)) for each in goods)
