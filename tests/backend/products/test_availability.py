from sqlalchemy.ext.asyncio import AsyncEngine

from backend.database import reading
from backend.products.service import StockAnswer, availability


async def ask(engine: AsyncEngine, name: str) -> list[StockAnswer]:
    async with reading(engine) as session:
        return await availability(session, name)


async def test_sold_out_goods_come_with_restock_date_and_what_may_stand_in(
    seeded: AsyncEngine,
) -> None:
    (found,) = await ask(seeded, "羊绒大衣")
    assert not found.in_stock
    assert found.goods.restock_on is not None
    assert all(other.available > 0 for other in found.substitutes)
    assert found.substitutes


async def test_goods_in_stock_need_no_substitute(seeded: AsyncEngine) -> None:
    (found,) = await ask(seeded, "YD1003")
    assert found.in_stock
    assert found.substitutes == ()


async def test_unknown_goods_are_not_made_up(seeded: AsyncEngine) -> None:
    assert await ask(seeded, "时光机") == []
