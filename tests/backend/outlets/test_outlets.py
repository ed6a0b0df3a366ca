import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.database import reading
from backend.outlets.service import OutletSearch, search_outlets
from backend.places.service import UnknownPlace


async def search(engine: AsyncEngine, place: str) -> OutletSearch:
    async with reading(engine) as session:
        return await search_outlets(session, place)


@pytest.mark.parametrize("place", ["余杭", "余杭区", "杭州余杭", "浙江省杭州市余杭区文一西路969号"])
async def test_a_district_is_found_however_it_is_named(seeded: AsyncEngine, place: str) -> None:
    found = await search(seeded, place)
    assert found.outlets[0].district == "余杭区"
    assert found.in_district


async def test_outlets_tell_hours_and_phone_in_a_steady_order(seeded: AsyncEngine) -> None:
    found = await search(seeded, "浙江杭州")
    assert len(found.outlets) == 3
    assert all(outlet.hours and outlet.phone for outlet in found.outlets)
    names = [(outlet.district, outlet.name) for outlet in found.outlets]
    assert names == sorted(names)


async def test_a_district_without_outlets_gets_the_citys_others(seeded: AsyncEngine) -> None:
    found = await search(seeded, "杭州拱墅区")
    assert not found.in_district
    assert {outlet.city for outlet in found.outlets} == {"杭州市"}


async def test_a_county_level_city_is_a_city_of_its_own(seeded: AsyncEngine) -> None:
    found = await search(seeded, "浙江义乌")
    assert {outlet.city for outlet in found.outlets} == {"义乌市"}
    assert found.in_district


async def test_a_district_of_several_cities_is_asked_back(seeded: AsyncEngine) -> None:
    with pytest.raises(UnknownPlace):
        await search(seeded, "鼓楼区")


async def test_where_there_is_none_nothing_is_found(seeded: AsyncEngine) -> None:
    for place in ("拉萨", "火星", ""):
        assert (await search(seeded, place)).outlets == ()


async def test_a_province_shows_some_of_its_outlets(seeded: AsyncEngine) -> None:
    assert (await search(seeded, "浙江")).outlets
