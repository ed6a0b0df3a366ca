"""How a customer can be reached."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.customers.models import ContactKind, ContactPoint


async def phone_of(session: AsyncSession, customer_id: int | None) -> str | None:
    """The account's phone, one that was proved before one that was only named."""
    query = (
        select(ContactPoint.value)
        .where(ContactPoint.customer_id == customer_id, ContactPoint.kind == ContactKind.PHONE)
        .order_by(ContactPoint.verified.desc(), ContactPoint.id)
        .limit(1)
    )
    return (await session.scalars(query)).first() if customer_id is not None else None
