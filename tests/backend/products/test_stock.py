from sqlalchemy.ext.asyncio import AsyncEngine

from backend.database import reading
from backend.outlets.queries import near
from backend.products.queries import find, substitutes


async def test_goods_are_found_by_name_with_what_is_left(seeded: AsyncEngine) -> None:
    async with reading(seeded) as session:
        (found,) = await find(session, "羊绒大衣")
    assert found.available == 0
    assert found.restock_on is not None


async def test_for_sold_out_goods_something_in_stock_stands_in(seeded: AsyncEngine) -> None:
    async with reading(seeded) as session:
        (offered,) = await substitutes(session, "YD1002")
    assert (offered.sku, offered.available) == ("YD1003", 45)


async def test_a_sold_out_substitute_is_not_offered(seeded: AsyncEngine) -> None:
    async with reading(seeded) as session:
        assert await substitutes(session, "YD3001") == []


async def test_wildcards_typed_by_a_customer_are_plain_characters(seeded: AsyncEngine) -> None:
    async with reading(seeded) as session:
        assert await find(session, "%") == []
        assert await find(session, " ") == []
        assert await near(session, "%") == []


async def test_outlets_are_found_by_city_or_district(seeded: AsyncEngine) -> None:
    async with reading(seeded) as session:
        by_city = await near(session, "杭州")
        by_district = await near(session, "余杭区")
        by_both = await near(session, "杭州市余杭")
    assert {outlet.city for outlet in by_city} == {"杭州市"}
    assert by_district == by_both
    assert [outlet.district for outlet in by_district] == ["余杭区"]
