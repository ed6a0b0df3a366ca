from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.products.models import Product, Stock, Substitute

MATCHES = 5


@dataclass(frozen=True)
class Availability:
    """`available` over all warehouses, what is reserved left out; `restock_on` the earliest."""

    sku: str
    name: str
    price_fen: int
    available: int
    restock_on: date | None


AVAILABLE = func.coalesce(func.sum(Stock.on_hand - Stock.reserved), 0)
COLUMNS = (Product.sku, Product.name, Product.price_fen, AVAILABLE, func.min(Stock.restock_on))


async def find(session: AsyncSession, words: str) -> list[Availability]:
    """Goods whose name or category contains `words`, or whose SKU it is; in stock first."""
    wanted = words.strip()
    if not wanted:
        return []
    rows = await session.execute(
        select(*COLUMNS)
        .outerjoin(Stock, Stock.product_id == Product.id)
        .where(
            Product.name.contains(wanted, autoescape=True)
            | Product.category.contains(wanted, autoescape=True)
            | (Product.sku == wanted.upper())
        )
        .group_by(Product.id)
        .order_by(AVAILABLE.desc(), Product.id)
        .limit(MATCHES)
    )
    return [Availability(*row) for row in rows]


async def substitutes(session: AsyncSession, sku: str) -> list[Availability]:
    """What may stand in and is in stock, best first."""
    of = select(Product.id).where(Product.sku == sku).scalar_subquery()
    rows = await session.execute(
        select(*COLUMNS)
        .join(Substitute, Substitute.substitute_id == Product.id)
        .join(Stock, Stock.product_id == Product.id)
        .where(Substitute.product_id == of)
        .group_by(Product.id, Substitute.rank)
        .having(AVAILABLE > 0)
        .order_by(Substitute.rank)
    )
    return [Availability(*row) for row in rows]
