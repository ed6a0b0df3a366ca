"""One file, one transaction: the caller's. Existing rows are updated by their natural key."""

from collections.abc import Awaitable, Callable
from enum import StrEnum
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from backend.database import transaction
from backend.imports.customers import save_customers
from backend.imports.files import Numbered, read
from backend.imports.orders import save_orders
from backend.imports.shipments import save_shipments


class Subject(StrEnum):
    CUSTOMERS = "customers"
    ORDERS = "orders"
    SHIPMENTS = "shipments"


SAVERS: dict[Subject, Callable[[AsyncSession, list[Numbered]], Awaitable[int]]] = {
    Subject.CUSTOMERS: save_customers,
    Subject.ORDERS: save_orders,
    Subject.SHIPMENTS: save_shipments,
}


async def import_file(engine: AsyncEngine, subject: Subject, path: Path) -> int:
    """How many rows were saved. Raises `BadRows` (and saves nothing) when any row is bad."""
    rows = read(path)
    async with transaction(engine) as session:
        return await SAVERS[subject](session, rows)
