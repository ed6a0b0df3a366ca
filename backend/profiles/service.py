"""A customer's profile, masked, and the one way to see what is masked."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.clock import local, now
from backend.conversations.models import Conversation
from backend.customers.models import ContactKind, ContactPoint, Customer
from backend.desk.visibility import Viewer, visible
from backend.errors import NotFound
from backend.follow_ups.cycle import Visit, last_visit, next_visit
from backend.orders import queries as orders
from backend.orders.models import Order
from backend.orders.views import OrderView
from backend.privacy import mask_phone
from backend.shipments import queries as shipments
from backend.shipments.models import Shipment
from backend.shipments.views import ShipmentSummary
from backend.tickets.models import Ticket

LENGTH = 20
"""Of each list, newest first."""


class Secret(StrEnum):
    PHONE = "phone"
    ADDRESS = "address"


@dataclass(frozen=True)
class Profile:
    customer: Customer
    phone_masked: str | None
    orders: list[OrderView]
    shipments: list[ShipmentSummary]
    tickets: list[Ticket]
    conversations: list[Conversation]
    next_visit: Visit | None
    last_visit: date | None


async def profile(session: AsyncSession, viewer: Viewer, customer_id: int) -> Profile:
    """Raises `NotFound`."""
    customer = await session.get(Customer, customer_id)
    if customer is None:
        raise NotFound
    bought = await orders.of_customer(session, customer_id, LENGTH)
    waybills = await orders.waybills_of(session, [order.id for order in bought])
    parcels = await shipments.of_customer(session, customer_id, LENGTH)
    phone = await _phone(session, customer_id)
    visited = await last_visit(session, customer_id)
    return Profile(
        customer=customer,
        phone_masked=mask_phone(phone) if phone else None,
        orders=[OrderView.of(order, waybills.get(order.id, [])) for order in bought],
        shipments=[ShipmentSummary.of(parcel) for parcel in parcels],
        tickets=await _tickets(session, customer_id),
        conversations=await _conversations(session, viewer, customer_id),
        next_visit=next_visit(customer, local(now()).date(), visited),
        last_visit=visited,
    )


async def reveal(session: AsyncSession, customer_id: int, secret: Secret) -> str:
    """Unmasked: for the moment that it is needed, and never without a record.

    Raises `NotFound` for a customer who is not there, or has none.
    """
    found = await (_phone if secret is Secret.PHONE else _address)(session, customer_id)
    if found is None:
        raise NotFound
    return found


async def _phone(session: AsyncSession, customer_id: int) -> str | None:
    """A verified one goes before others."""
    return await session.scalar(
        select(ContactPoint.value)
        .where(ContactPoint.customer_id == customer_id, ContactPoint.kind == ContactKind.PHONE)
        .order_by(ContactPoint.verified.desc(), ContactPoint.id)
        .limit(1)
    )


async def _address(session: AsyncSession, customer_id: int) -> str | None:
    """Where the customer was last delivered to."""
    ordered = await session.scalar(
        select(Order.recipient_address)
        .where(Order.customer_id == customer_id)
        .order_by(Order.created_at.desc(), Order.id.desc())
        .limit(1)
    )
    return ordered or await session.scalar(
        select(Shipment.recipient_address)
        .where(Shipment.recipient_id == customer_id)
        .order_by(Shipment.created_at.desc(), Shipment.id.desc())
        .limit(1)
    )


async def _tickets(session: AsyncSession, customer_id: int) -> list[Ticket]:
    rows = await session.scalars(
        select(Ticket)
        .where(Ticket.customer_id == customer_id)
        .order_by(Ticket.created_at.desc(), Ticket.id.desc())
        .limit(LENGTH)
    )
    return list(rows)


async def _conversations(
    session: AsyncSession, viewer: Viewer, customer_id: int
) -> list[Conversation]:
    rows = await session.scalars(
        select(Conversation)
        .where(
            Conversation.customer_id == customer_id,
            Conversation.merged_into.is_(None),
            visible(viewer),
        )
        .order_by(Conversation.updated_at.desc())
        .limit(LENGTH)
    )
    return list(rows)
