from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.access.service import Asker
from backend.clock import now
from backend.database import transaction
from backend.errors import Conflict, InvalidInput, NotFound
from backend.pickups.models import Pickup, PickupState
from backend.pickups.service import (
    PickupDraft,
    book_pickup,
    cancel_pickup,
    list_pickups,
    urge_pickup,
)


async def book(engine: AsyncEngine, *, hours_from_now: int = 3, turn_id: str = "t1") -> Pickup:
    start = now() + timedelta(hours=hours_from_now)
    draft = PickupDraft(
        contact_name="林晓梅",
        contact_phone="13800001234",
        city="杭州市",
        address="文一西路969号",
        goods="衣服",
        window_start=start,
        window_end=start + timedelta(hours=2),
        turn_id=turn_id,
    )
    async with transaction(engine) as session:
        return await book_pickup(session, Asker("c1"), draft)


async def test_one_turn_books_one_courier(engine: AsyncEngine) -> None:
    first, again, other = await book(engine), await book(engine), await book(engine, turn_id="t2")
    assert first.id == again.id != other.id


async def test_a_time_that_is_over_is_refused(sqlite: AsyncEngine) -> None:
    with pytest.raises(InvalidInput):
        await book(sqlite, hours_from_now=-3)


async def test_a_cancelled_courier_is_no_longer_awaited(sqlite: AsyncEngine) -> None:
    number = (await book(sqlite)).pickup_no
    async with transaction(sqlite) as session:
        assert (await urge_pickup(session, Asker("c1"), number)).urged_at is not None
        assert (await cancel_pickup(session, Asker("c1"), number)).state is PickupState.CANCELLED
    async with transaction(sqlite) as session:
        assert await list_pickups(session, Asker("c1")) == []
        with pytest.raises(Conflict):
            await urge_pickup(session, Asker("c1"), number)


async def test_another_conversation_does_not_see_the_booking(sqlite: AsyncEngine) -> None:
    number = (await book(sqlite)).pickup_no
    async with transaction(sqlite) as session:
        assert await list_pickups(session, Asker("c2")) == []
        with pytest.raises(NotFound):
            await cancel_pickup(session, Asker("c2"), number)
