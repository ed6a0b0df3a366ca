"""Which outlets there are, where and when."""

from dataclasses import dataclass
from typing import Self

from sqlalchemy.ext.asyncio import AsyncSession

from backend.outlets import queries
from backend.outlets.models import Outlet
from backend.places.service import UnknownPlace, find_place


@dataclass(frozen=True)
class OutletView:
    name: str
    city: str
    district: str
    address: str
    phone: str
    hours: str
    services: str

    @classmethod
    def of(cls, outlet: Outlet) -> Self:
        return cls(
            outlet.name,
            outlet.city,
            outlet.district,
            outlet.address,
            outlet.phone,
            outlet.hours,
            outlet.services,
        )


@dataclass(frozen=True)
class OutletSearch:
    """`in_district` false: the district asked for has none, these are the city's others."""

    place: str
    outlets: tuple[OutletView, ...]
    in_district: bool = True


async def search_outlets(session: AsyncSession, place: str) -> OutletSearch:
    """By city or district, by district and then name: nobody's distance is known. A name of several
    places raises `UnknownPlace` with its `candidates`; one of none finds nothing."""
    rows = await queries.near(session, place)
    if len({row.city for row in rows}) == 1:
        return _found(place, rows)
    try:
        known = find_place(place)
    except UnknownPlace as unknown:
        if unknown.params["candidates"]:
            raise
        return _found(place, rows)
    if known.city is None:
        return _found(place, await queries.in_province(session, known.province))
    cities = (known.city, known.district or known.city)  # 义乌市 is a city to us
    rows = await queries.in_cities(session, cities, known.district)
    exact = [row for row in rows if known.district in (None, row.district, row.city)]
    return _found(str(known), exact or rows, in_district=bool(exact) or not rows)


def _found(place: str, rows: list[Outlet], *, in_district: bool = True) -> OutletSearch:
    return OutletSearch(place, tuple(OutletView.of(row) for row in rows), in_district)
