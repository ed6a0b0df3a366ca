from datetime import timedelta

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncEngine
from tasking import Talk, asked, buyer_of, done, number

from actions.invoices import RequestInvoice
from actions.returns import QueryReturn, RequestExchange, RequestReturn
from actions.signing_in import IDENTITY
from backend.access.service import Asker
from backend.clock import now
from backend.database import reading, transaction
from backend.invoices.models import Invoice
from backend.orders.models import Order, OrderState
from backend.returns.models import Return
from backend.shipments.models import Shipment
from backend.surveys.models import Survey
from backend.tickets.models import Ticket, TicketKind


@pytest.fixture
async def delivered(engine: AsyncEngine) -> tuple[Asker, str]:
    """An order that was signed for yesterday, without returns or invoices in the company."""
    asker, order_no = await buyer_of(engine, OrderState.DELIVERED)
    async with transaction(engine) as session:
        await session.execute(delete(Survey))
        await session.execute(delete(Ticket))
        order = (await session.scalars(select(Order).where(Order.order_no == order_no))).one()
        parcels = await session.scalars(select(Shipment).where(Shipment.order_id == order.id))
        for parcel in parcels:
            parcel.signed_at = now() - timedelta(days=1)
        for found in await session.scalars(select(Return)):
            await session.refresh(found, ["items"])
            await session.delete(found)
        await session.execute(delete(Invoice))
    return asker, order_no


async def test_faulty_goods_go_back_and_a_person_looks_at_it(
    engine: AsyncEngine, delivered: tuple[Asker, str]
) -> None:
    asker, order_no = delivered
    talk = Talk(engine, RequestReturn(), asker)
    assert asked(await talk.say("我要退货", number("order_no", order_no))) == "reason"
    reply = done(await talk.say("质量问题"))
    async with reading(engine) as session:
        found = (await session.scalars(select(Return))).one()
        kind = await session.scalar(select(Ticket.kind))
    assert (found.reason, found.return_no) == ("质量问题", reply.values["return_no"])
    assert kind is TicketKind.RETURN
    again = await Talk(engine, RequestReturn(), asker).say("坏了", number("order_no", order_no))
    assert done(again).response == "utter_returns_asked_before"
    progress = done(await Talk(engine, QueryReturn(), asker).say("退款呢"))
    assert progress.response == "utter_returns_state_requested"


async def test_an_exchange_needs_to_know_for_what(
    engine: AsyncEngine, delivered: tuple[Asker, str]
) -> None:
    asker, order_no = delivered
    talk = Talk(engine, RequestExchange(), asker)
    assert asked(await talk.say("尺码大了想换", number("order_no", order_no))) == "exchange_for"


async def test_what_is_under_way_cannot_go_back_yet(engine: AsyncEngine) -> None:
    asker, order_no = await buyer_of(engine, OrderState.SHIPPED)
    outcome = await Talk(engine, RequestReturn(), asker).say(
        "不想要了退货", number("order_no", order_no)
    )
    assert done(outcome).response == "utter_returns_not_delivered"


async def test_a_visitor_has_no_returns_to_ask_about(engine: AsyncEngine) -> None:
    assert asked(await Talk(engine, QueryReturn()).say("退款")) == IDENTITY


async def test_a_companys_invoice_carries_its_name_and_tax_number(
    engine: AsyncEngine, delivered: tuple[Asker, str]
) -> None:
    asker, order_no = delivered
    talk = Talk(engine, RequestInvoice(), asker)
    assert asked(await talk.say("开发票", number("order_no", order_no))) == "invoice_holder"
    assert asked(await talk.say("开公司抬头")) == "invoice_title"
    done(await talk.say("抬头是星河科技有限公司 税号91330100MA2KXYZ12A"))
    async with reading(engine) as session:
        invoice = (await session.scalars(select(Invoice))).one()
    assert (invoice.title, invoice.tax_no) == ("星河科技有限公司", "91330100MA2KXYZ12A")
    again = Talk(engine, RequestInvoice(), asker)
    assert asked(await again.say("发票呢", number("order_no", order_no))) == "invoice_again"
    assert done(await again.say("不用", intent="deny")).response == "utter_invoices_kept"


async def test_an_unpaid_order_gets_no_invoice(
    engine: AsyncEngine, delivered: tuple[Asker, str]
) -> None:
    asker, order_no = await buyer_of(engine, OrderState.UNPAID)
    outcome = await Talk(engine, RequestInvoice(), asker).say(
        "个人发票", number("order_no", order_no)
    )
    assert done(outcome).response == "utter_invoices_not_due"
    async with reading(engine) as session:
        assert await session.scalar(select(func.count()).select_from(Invoice)) == 0
