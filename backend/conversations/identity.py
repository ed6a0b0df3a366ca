"""The customer behind a host site's identity."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from backend.clock import now
from backend.customers.models import Customer, CustomerKind, Tier


async def customer_for(session: AsyncSession, external_id: str, name: str) -> Customer:
    """The host site's customer; one met for the first time starts in the lowest tier."""
    if found := await _find(session, external_id):
        return found
    fresh = Customer(
        external_id=external_id,
        name=name,
        kind=CustomerKind.INDIVIDUAL,
        tier=Tier.D,
        created_at=now(),
    )
    try:
        async with session.begin_nested():
            session.add(fresh)
    except IntegrityError:
        found = await _find(session, external_id)
        if found is None:
            raise
        return found
    return fresh


async def _find(session: AsyncSession, external_id: str) -> Customer | None:
    query = select(Customer).where(Customer.external_id == external_id)
    return (await session.execute(query)).scalar_one_or_none()


async def demo_customers(session: AsyncSession) -> Sequence[Customer]:
    """The seeded customers that documents and the demo page sign in as."""
    query = select(Customer).where(Customer.external_id.startswith("demo-")).order_by(Customer.id)
    return (await session.scalars(query)).all()
