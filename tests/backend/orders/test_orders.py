import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.access.service import Asker
from backend.customers.models import Customer
from backend.database import reading, transaction
from backend.errors import Conflict, NotFound
from backend.orders.models import Order, OrderState
from backend.orders.service import cancel_order, get_order, list_orders
from backend.shipments.tracking import list_shipments


async def known(engine: AsyncEngine, external_id: str) -> Asker:
    async with reading(engine) as session:
        key = await session.scalar(select(Customer.id).where(Customer.external_id == external_id))
    return Asker("c1", key)


async def test_a_customer_sees_their_own_orders_and_parcels(seeded: AsyncEngine) -> None:
    asker = await known(seeded, "demo-lin")
    async with reading(seeded) as session:
        orders = await list_orders(session, asker)
        parcels = await list_shipments(session, asker)
    assert {waybill for order in orders for waybill in order.waybills} == {
        parcel.waybill_no for parcel in parcels
    }
    assert "SF1234567890123" in {parcel.waybill_no for parcel in parcels}
    assert {order.recipient_phone for order in orders} == {"138****1234"}


async def test_a_visitor_has_no_orders(seeded: AsyncEngine) -> None:
    async with reading(seeded) as session:
        assert await list_orders(session, Asker("c1")) == []
        assert await list_shipments(session, Asker("c1")) == []


async def test_a_foreign_order_reads_like_a_missing_one(seeded: AsyncEngine) -> None:
    lin, chen = await known(seeded, "demo-lin"), await known(seeded, "demo-chen")
    async with reading(seeded) as session:
        number = (await list_orders(session, lin))[0].order_no
        assert (await get_order(session, lin, number.lower())).order_no == number
        for order_no in (number, "DD200001010001"):
            with pytest.raises(NotFound):
                await get_order(session, chen, order_no)


async def of_state(engine: AsyncEngine, state: OrderState) -> tuple[Asker, str]:
    async with reading(engine) as session:
        order = (await session.scalars(select(Order).where(Order.state == state).limit(1))).one()
    return Asker("c1", order.customer_id), order.order_no


async def test_an_order_is_cancelled_until_it_ships(seeded: AsyncEngine) -> None:
    asker, number = await of_state(seeded, OrderState.PAID)
    async with transaction(seeded) as session:
        assert (await cancel_order(session, asker, number)).state is OrderState.CANCELLED
    asker, number = await of_state(seeded, OrderState.SHIPPED)
    async with transaction(seeded) as session:
        with pytest.raises(Conflict):
            await cancel_order(session, asker, number)
