from datetime import datetime, timedelta

import pytest
from makers import customer, shipment
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.access.service import Asker
from backend.clock import now
from backend.database import transaction
from backend.errors import Conflict, NotFound
from backend.invoices.models import InvoiceState
from backend.invoices.service import InvoiceDraft, request_invoice
from backend.orders.models import Order, OrderChannel, OrderItem, OrderState
from backend.products.models import Product
from backend.returns.models import Return, ReturnKind, ReturnState
from backend.returns.service import (
    Refusal,
    ReturnDraft,
    closes_at,
    request_return,
    withdraw_return,
)
from backend.shipments.models import Shipment

NUMBER = "DD202611230001"


async def delivered(
    engine: AsyncEngine,
    *,
    days_ago: int = 1,
    no_return_reason: str | None = None,
    price_fen: int = 9900,
) -> Asker:
    async with transaction(engine) as session:
        buyer = customer()
        product = Product(
            sku="S1",
            name="杯",
            category="家居",
            price_fen=price_fen,
            weight_g=1,
            no_return_reason=no_return_reason,
        )
        session.add_all([buyer, product])
        await session.flush()
        parcel = shipment()
        parcel.signed_at = now() - timedelta(days=days_ago)
        parcel.order = Order(
            order_no=NUMBER,
            customer_id=buyer.id,
            channel=OrderChannel.WEB,
            state=OrderState.DELIVERED,
            items_fen=price_fen,
            freight_fen=800,
            total_fen=price_fen + 800,
            recipient_name="林晓梅",
            recipient_phone="13800001234",
            recipient_city="杭州市",
            recipient_address="文一西路",
            created_at=now() - timedelta(days=9),
            items=[OrderItem(product_id=product.id, name="杯", quantity=1, price_fen=price_fen)],
        )
        session.add(parcel)
    return Asker("c1", buyer.id)


async def ask(
    engine: AsyncEngine, asker: Asker, turn_id: str = "t1", *, is_faulty: bool = False
) -> Return:
    draft = ReturnDraft(NUMBER, ReturnKind.REFUND, "不合适", turn_id, is_faulty)
    async with transaction(engine) as session:
        return await request_return(session, asker, draft)


async def refusal(engine: AsyncEngine, asker: Asker, turn_id: str = "t1") -> object:
    with pytest.raises(Conflict) as caught:
        await ask(engine, asker, turn_id)
    return caught.value.params["refusal"]


async def test_a_small_return_is_approved_at_once(engine: AsyncEngine) -> None:
    asker = await delivered(engine)
    result = await ask(engine, asker)
    assert result.return_no.startswith("TH")
    assert (result.refund_fen, result.state) == (9900, ReturnState.APPROVED)


async def test_a_dear_return_is_looked_at_by_a_person(engine: AsyncEngine) -> None:
    asker = await delivered(engine, price_fen=29900)
    result = await ask(engine, asker)
    assert (result.refund_fen, result.state) == (29900, ReturnState.REQUESTED)


async def test_a_person_looks_at_a_fault_found_late(sqlite: AsyncEngine) -> None:
    asker = await delivered(sqlite, days_ago=9)
    assert (await ask(sqlite, asker, is_faulty=True)).state is ReturnState.REQUESTED


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [("2026-11-30T23:59:59+08:00", True), ("2026-12-01T00:00:00+08:00", False)],
)
def test_the_seventh_day_after_signing_counts_to_its_end(moment: str, is_open: bool) -> None:
    signed_at = datetime.fromisoformat("2026-11-23T08:30:00+08:00")
    assert (datetime.fromisoformat(moment) < closes_at(signed_at, 7)) is is_open


async def test_the_same_turn_asks_once_and_another_is_told(engine: AsyncEngine) -> None:
    asker = await delivered(engine)
    first = await ask(engine, asker)
    assert (await ask(engine, asker)).id == first.id
    assert await refusal(engine, asker, "t2") is Refusal.ASKED_BEFORE


async def test_after_a_withdrawal_one_may_ask_again(sqlite: AsyncEngine) -> None:
    asker = await delivered(sqlite)
    first = await ask(sqlite, asker)
    async with transaction(sqlite) as session:
        await withdraw_return(session, asker, first.return_no)
    assert (await ask(sqlite, asker, "t2")).id != first.id


async def test_seven_days_are_over_for_whims_and_not_for_faults(sqlite: AsyncEngine) -> None:
    asker = await delivered(sqlite, days_ago=8)
    assert await refusal(sqlite, asker) is Refusal.TOO_LATE
    assert (await ask(sqlite, asker, is_faulty=True)).id


async def test_perishables_stay(sqlite: AsyncEngine) -> None:
    asker = await delivered(sqlite, no_return_reason="perishable")
    assert await refusal(sqlite, asker) is Refusal.EXCEPTED


async def test_what_has_not_arrived_cannot_go_back(sqlite: AsyncEngine) -> None:
    asker = await delivered(sqlite)
    async with transaction(sqlite) as session:
        await session.execute(update(Order).values(state=OrderState.SHIPPED))
        await session.execute(update(Shipment).values(signed_at=None))
    assert await refusal(sqlite, asker) is Refusal.NOT_DELIVERED


async def test_nobody_returns_what_another_bought(sqlite: AsyncEngine) -> None:
    await delivered(sqlite)
    with pytest.raises(NotFound):
        await ask(sqlite, Asker("c1", 999))
    with pytest.raises(NotFound):
        await ask(sqlite, Asker("c1"))


async def test_an_invoice_is_corrected_before_and_replaced_after_its_issue(
    sqlite: AsyncEngine,
) -> None:
    asker = await delivered(sqlite)
    async with transaction(sqlite) as session:
        first = await request_invoice(session, asker, InvoiceDraft(NUMBER, "林晓梅", "t1"))
    async with transaction(sqlite) as session:
        second = await request_invoice(session, asker, InvoiceDraft(NUMBER, "某公司", "t2"))
        assert (second.id, second.title, second.amount_fen) == (first.id, "某公司", 10700)
        second.state = InvoiceState.ISSUED
    async with transaction(sqlite) as session:
        third = await request_invoice(session, asker, InvoiceDraft(NUMBER, "别的公司", "t3"))
    assert third.id != first.id
