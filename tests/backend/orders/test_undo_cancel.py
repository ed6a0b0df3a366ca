from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.access.service import Asker
from backend.clock import now
from backend.database import reading, transaction
from backend.errors import Conflict, NotFound
from backend.orders.models import Order, OrderState
from backend.orders.service import UndoRefusal, cancel_order, undo_cancel


async def cancelled_order(engine: AsyncEngine) -> tuple[Asker, str]:
    async with transaction(engine) as session:
        order = (
            await session.scalars(select(Order).where(Order.state == OrderState.PACKING).limit(1))
        ).one()
        asker = Asker("c1", order.customer_id)
        await cancel_order(session, asker, order.order_no)
    return asker, order.order_no


async def test_a_cancellation_is_undone_to_where_the_order_was(seeded: AsyncEngine) -> None:
    asker, number = await cancelled_order(seeded)
    async with transaction(seeded) as session:
        await undo_cancel(session, asker, number)
    async with reading(seeded) as session:
        order = (await session.scalars(select(Order).where(Order.order_no == number))).one()
    assert (order.state, order.cancelled_at) == (OrderState.PACKING, None)


async def test_after_a_day_it_stays_cancelled(seeded: AsyncEngine) -> None:
    asker, number = await cancelled_order(seeded)
    async with transaction(seeded) as session:
        order = (await session.scalars(select(Order).where(Order.order_no == number))).one()
        order.cancelled_at = now() - timedelta(hours=25)
        await session.flush()
        with pytest.raises(Conflict) as caught:
            await undo_cancel(session, asker, number)
    assert caught.value.params["refusal"] is UndoRefusal.TOO_LATE


async def test_an_order_that_runs_has_nothing_to_undo(seeded: AsyncEngine) -> None:
    asker, number = await cancelled_order(seeded)
    async with transaction(seeded) as session:
        await undo_cancel(session, asker, number)
        with pytest.raises(Conflict) as caught:
            await undo_cancel(session, asker, number)
    assert caught.value.params["refusal"] is UndoRefusal.NOT_CANCELLED


async def test_nobody_elses_order_is_brought_back(seeded: AsyncEngine) -> None:
    asker, number = await cancelled_order(seeded)
    assert asker.customer_id is not None
    async with transaction(seeded) as session:
        with pytest.raises(NotFound):
            await undo_cancel(session, Asker("c2", asker.customer_id + 1), number)
