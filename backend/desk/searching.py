"""Searching what was said, and who the customers are."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.conversations.models import Conversation, Message
from backend.customers.models import ContactKind, ContactPoint, Customer
from backend.desk.visibility import Viewer, visible
from backend.privacy import mask_phone
from backend.text_search import contains

SHORTEST_NUMBER = 4
"""Digits of a phone from which on it may be searched for."""


@dataclass(frozen=True)
class FoundMessage:
    message: Message
    customer: Customer | None


@dataclass(frozen=True)
class FoundCustomer:
    customer: Customer
    phone_masked: str | None


async def messages(
    session: AsyncSession, viewer: Viewer, typed: str, limit: int
) -> Sequence[FoundMessage]:
    """The newest that hold the typed words, of conversations that the viewer may see."""
    query = (
        select(Message, Customer)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .outerjoin(Customer, Customer.id == Conversation.customer_id)
        .where(contains(Message.text, typed), visible(viewer))
        .order_by(Message.created_at.desc(), Message.id)
        .limit(limit)
    )
    return [FoundMessage(message, customer) for message, customer in await session.execute(query)]


async def customers(session: AsyncSession, typed: str, limit: int) -> Sequence[FoundCustomer]:
    """By part of the name, or by the last digits of a phone."""
    condition = contains(Customer.name, typed)
    if typed.isdecimal() and len(typed) >= SHORTEST_NUMBER:
        phone = exists().where(
            ContactPoint.customer_id == Customer.id,
            ContactPoint.kind == ContactKind.PHONE,
            ContactPoint.value.endswith(typed, autoescape=True),
        )
        condition = or_(condition, phone)
    found = (
        await session.scalars(
            select(Customer).where(condition).order_by(Customer.tier, Customer.id).limit(limit)
        )
    ).all()
    phones = await _phones(session, [customer.id for customer in found])
    return [FoundCustomer(customer, phones.get(customer.id)) for customer in found]


async def _phones(session: AsyncSession, customer_ids: Sequence[int]) -> dict[int, str]:
    query = (
        select(ContactPoint.customer_id, ContactPoint.value)
        .where(ContactPoint.customer_id.in_(customer_ids), ContactPoint.kind == ContactKind.PHONE)
        .order_by(ContactPoint.verified, ContactPoint.id.desc())
    )
    return {row[0]: mask_phone(row[1]) for row in await session.execute(query)}
