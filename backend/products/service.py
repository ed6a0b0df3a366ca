"""Is it in stock, when will it be again, and what may stand in."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from backend.products import queries
from backend.products.queries import Availability


@dataclass(frozen=True)
class StockAnswer:
    """`substitutes` only when the goods are sold out: in stock, best first."""

    goods: Availability
    substitutes: tuple[Availability, ...]

    @property
    def in_stock(self) -> bool:
        return self.goods.available > 0


async def availability(session: AsyncSession, name: str) -> list[StockAnswer]:
    """For each of the goods of that name, category or SKU; in stock first, empty when none."""
    return [
        StockAnswer(
            goods,
            () if goods.available > 0 else tuple(await queries.substitutes(session, goods.sku)),
        )
        for goods in await queries.find(session, name)
    ]
