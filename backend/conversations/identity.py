"""The customer behind a host site's identity, or behind a phone."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from backend.clock import now
from backend.customers.models import ContactKind, ContactPoint, Customer, CustomerKind, Tier
from backend.privacy import mask_phone

OURS = "@yida/"
"""Begins the web names of customers whom the host site does not know; its own may not."""


def web_user(customer: Customer) -> str:
    """Under which the customer's conversations on the web are found, however they signed in."""
    return customer.external_id or f"{OURS}{customer.id}"


async def customer_for(session: AsyncSession, external_id: str, name: str) -> Customer:
    """The host site's customer; one met for the first time starts in the lowest tier."""
    if found := await _find(session, external_id):
        return found
    fresh = _newcomer(name)
    fresh.external_id = external_id
    try:
        async with session.begin_nested():
            session.add(fresh)
    except IntegrityError:
        found = await _find(session, external_id)
        if found is None:
            raise
        return found
    return fresh


async def customer_of_phone(session: AsyncSession, phone: str) -> Customer:
    """Whose verified phone it is, or a new customer. The caller has just proved the phone.

    A phone that an account only names proves nothing: anyone may have typed it there.
    """
    query = (
        select(Customer)
        .join(ContactPoint, ContactPoint.customer_id == Customer.id)
        .where(
            ContactPoint.kind == ContactKind.PHONE,
            ContactPoint.value == phone,
            ContactPoint.verified,
        )
        .order_by(Customer.id)
        .limit(1)
    )
    if found := (await session.scalars(query)).first():
        return found
    fresh = _newcomer(mask_phone(phone))
    fresh.contacts = [ContactPoint(kind=ContactKind.PHONE, value=phone, verified=True)]
    session.add(fresh)
    await session.flush()
    return fresh


def _newcomer(name: str) -> Customer:
    return Customer(name=name, kind=CustomerKind.INDIVIDUAL, tier=Tier.D, created_at=now())


async def _find(session: AsyncSession, external_id: str) -> Customer | None:
    query = select(Customer).where(Customer.external_id == external_id)
    return (await session.execute(query)).scalar_one_or_none()


async def demo_customers(session: AsyncSession) -> Sequence[Customer]:
    """The seeded customers that documents and the demo page sign in as."""
    query = select(Customer).where(Customer.external_id.startswith("demo-")).order_by(Customer.id)
    return (await session.scalars(query)).all()
