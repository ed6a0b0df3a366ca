from sqlalchemy import case, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.outlets.models import Outlet

MATCHES = 5


async def near(session: AsyncSession, place: str) -> list[Outlet]:
    """Outlets of a city or district as people name it (杭州, 杭州市, 余杭区)."""
    wanted = place.strip()
    if not wanted:
        return []
    rows = await session.scalars(
        select(Outlet)
        .where(
            Outlet.city.startswith(wanted, autoescape=True)
            | Outlet.district.startswith(wanted, autoescape=True)
            | (Outlet.city + Outlet.district).startswith(wanted, autoescape=True)
        )
        .order_by(Outlet.district, Outlet.name)
        .limit(MATCHES)
    )
    return list(rows)


async def in_cities(
    session: AsyncSession, cities: tuple[str, str], district: str | None
) -> list[Outlet]:
    """Those of the district first."""
    rows = await session.scalars(
        select(Outlet)
        .where(Outlet.city.in_(cities))
        .order_by(case((Outlet.district == district, 0), else_=1), Outlet.district, Outlet.name)
        .limit(MATCHES)
    )
    return list(rows)


async def in_province(session: AsyncSession, province: str) -> list[Outlet]:
    rows = await session.scalars(
        select(Outlet)
        .where(Outlet.province == province)
        .order_by(Outlet.city, Outlet.district, Outlet.name)
        .limit(MATCHES)
    )
    return list(rows)
