from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine
from tasking import Talk, asked, buyer_of, done, known, number

from actions.orders import CancelOrder, QueryOrder
from actions.signing_in import IDENTITY
from actions.stock import CheckStock
from actions.task import Ask
from actions.turn import Entity
from backend.database import reading
from backend.orders.models import Order, OrderState


async def state_of(engine: AsyncEngine, order_no: str) -> OrderState | None:
    async with reading(engine) as session:
        return await session.scalar(select(Order.state).where(Order.order_no == order_no))


async def test_an_order_is_shown_with_its_card(engine: AsyncEngine) -> None:
    asker, order_no = await buyer_of(engine, OrderState.SHIPPED)
    reply = done(await Talk(engine, QueryOrder(), asker).say("查", number("order_no", order_no)))
    assert reply.response == "utter_orders_shipped"
    assert reply.card is not None
    assert reply.card["order_no"] == order_no


async def test_anothers_order_reads_like_none(engine: AsyncEngine) -> None:
    _, order_no = await buyer_of(engine, OrderState.SHIPPED)
    stranger = await known(engine, "demo-chen")
    outcome = await Talk(engine, QueryOrder(), stranger).say("查", number("order_no", order_no))
    assert isinstance(outcome, Ask)
    assert outcome.replies[0].response == "utter_orders_not_found"


async def test_a_visitor_is_asked_to_sign_in(engine: AsyncEngine) -> None:
    assert asked(await Talk(engine, QueryOrder()).say("订单")) == IDENTITY


async def test_an_order_is_cancelled_only_after_a_yes(engine: AsyncEngine) -> None:
    asker, order_no = await buyer_of(engine, OrderState.PAID)
    talk = Talk(engine, CancelOrder(), asker)
    assert asked(await talk.say("取消", number("order_no", order_no))) == "cancel_confirmed"
    assert await state_of(engine, order_no) is OrderState.PAID
    reply = done(await talk.say("对", intent="affirm"))
    assert reply.response == "utter_orders_cancelled_refund"
    assert await state_of(engine, order_no) is OrderState.CANCELLED


async def test_what_is_under_way_is_not_cancelled(engine: AsyncEngine) -> None:
    asker, order_no = await buyer_of(engine, OrderState.SHIPPED)
    outcome = await Talk(engine, CancelOrder(), asker).say("取消", number("order_no", order_no))
    assert done(outcome).response == "utter_orders_cancel_shipped"


async def test_goods_that_nobody_sells_are_asked_for_again(engine: AsyncEngine) -> None:
    talk = Talk(engine, CheckStock())
    assert asked(await talk.say("有货吗")) == "goods"
    outcome = await talk.say("航天飞机")
    assert isinstance(outcome, Ask)
    assert outcome.replies[0].response == "utter_stock_unknown"


async def test_goods_in_stock_are_listed(engine: AsyncEngine) -> None:
    reply = done(await Talk(engine, CheckStock()).say("杯有吗", Entity("item", "杯")))
    assert reply.response == "utter_stock_available"
    assert "杯" in reply.values["goods"]
