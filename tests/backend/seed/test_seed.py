import pytest
from sqlalchemy import ColumnElement, distinct, func, select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from backend.access.service import Asker
from backend.carriers.waybills import guess
from backend.clock import local, now
from backend.customers.models import Customer, Tier
from backend.database import reading, transaction
from backend.numbers.service import Prefix, next_number
from backend.orders.models import Order
from backend.outlets.models import Outlet
from backend.products.models import Stock
from backend.seed.service import seed
from backend.seed.tables import DEMO, DemoCustomer
from backend.shipments.models import Shipment, ShipmentState, TraceEvent
from backend.shipments.tracking import Found, track


async def count(session: AsyncSession, column: ColumnElement[object]) -> int:
    return (await session.execute(select(func.count(column)))).scalar_one()


@pytest.mark.parametrize(
    ("column", "least"),
    [
        (Customer.id, 60),
        (Order.id, 300),
        (Shipment.id, 300),
        (distinct(Shipment.carrier_code), 8),
        (distinct(Outlet.city), 20),
        (distinct(Customer.tier), len(Tier)),
        (distinct(TraceEvent.code), 18),
    ],
)
async def test_the_company_is_large_enough(
    seeded: AsyncEngine, column: ColumnElement[object], least: int
) -> None:
    async with reading(seeded) as session:
        assert await count(session, column) >= least


async def test_parcels_are_in_every_state_that_a_scan_leads_to(seeded: AsyncEngine) -> None:
    async with reading(seeded) as session:
        states = set(await session.scalars(select(Shipment.state).distinct()))
    assert states == set(ShipmentState) - {ShipmentState.CANCELLED}


async def test_every_waybill_has_the_shape_of_its_carrier(seeded: AsyncEngine) -> None:
    async with reading(seeded) as session:
        rows = (await session.execute(select(Shipment.waybill_no, Shipment.carrier_code))).all()
    assert [row for row in rows if row.carrier_code not in guess(row.waybill_no)] == []


async def test_nothing_happened_in_the_future(seeded: AsyncEngine) -> None:
    async with reading(seeded) as session:
        assert (await session.scalar(select(func.max(TraceEvent.happened_at)))) <= now()


async def test_some_goods_are_sold_out(seeded: AsyncEngine) -> None:
    async with reading(seeded) as session:
        sold_out = await session.scalar(
            select(func.count(distinct(Stock.product_id))).where(
                Stock.on_hand == 0, Stock.restock_on.is_not(None)
            )
        )
    assert sold_out >= 3


@pytest.mark.parametrize("row", DEMO.data.customers, ids=lambda row: row.external_id)
async def test_known_customers_see_their_known_parcels(
    seeded: AsyncEngine, row: DemoCustomer
) -> None:
    async with transaction(seeded) as session:
        for parcel in row.parcels:
            outcome = await track(session, Asker("c1"), parcel.waybill_no, row.phone[-4:])
            assert isinstance(outcome, Found)


async def test_a_parcel_out_for_delivery_is_due_that_evening(seeded: AsyncEngine) -> None:
    async with transaction(seeded) as session:
        outcome = await track(session, Asker("c1"), "SF1234567890123", "1234")
    assert isinstance(outcome, Found)
    assert outcome.view.state is ShipmentState.DELIVERING
    due = outcome.view.expected_at
    assert due is not None
    assert local(due).date() == local(outcome.view.events[0].happened_at).date()


async def test_seeding_again_changes_nothing(seeded: AsyncEngine) -> None:
    async with reading(seeded) as session:
        before = await count(session, Shipment.id)
    assert await seed(seeded) is False
    async with reading(seeded) as session:
        assert await count(session, Shipment.id) == before


async def test_real_numbers_go_on_after_the_made_ones(seeded: AsyncEngine) -> None:
    async with transaction(seeded) as session:
        number = await next_number(session, Prefix.ORDER)
        taken = await session.scalar(select(Order.id).where(Order.order_no == number))
    assert taken is None
