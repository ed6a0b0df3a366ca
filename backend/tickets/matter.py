"""A ticket with everything that it is about."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.customers.models import Customer, Tier
from backend.errors import NotFound
from backend.payouts.models import Payout
from backend.returns.models import Return
from backend.shipments.models import Shipment
from backend.tickets import queries
from backend.tickets.models import Ticket
from backend.tickets.rules import TICKETS


@dataclass(frozen=True)
class Matter:
    """`ticket` with its history; `paid_fen`: what was granted on it so far."""

    ticket: Ticket
    customer: Customer | None
    shipment: Shipment | None
    goods_back: Return | None
    paid_fen: int

    @property
    def tier(self) -> Tier:
        return self.customer.tier if self.customer else TICKETS.data.default_tier

    @property
    def is_internal(self) -> bool:
        return TICKETS.data.kinds[self.ticket.kind].internal

    @property
    def is_open(self) -> bool:
        return self.ticket.state not in queries.CLOSED


async def load(session: AsyncSession, ticket_no: str) -> Matter:
    """Raises `NotFound`."""
    ticket = await queries.by_number(session, ticket_no.strip().upper())
    if ticket is None:
        raise NotFound
    paid = select(func.coalesce(func.sum(Payout.amount_fen), 0)).where(
        Payout.ticket_id == ticket.id
    )
    return Matter(
        ticket=ticket,
        customer=await session.get(Customer, ticket.customer_id) if ticket.customer_id else None,
        shipment=await session.get(Shipment, ticket.shipment_id) if ticket.shipment_id else None,
        goods_back=await _goods_back(session, ticket),
        paid_fen=(await session.execute(paid)).scalar_one(),
    )


async def _goods_back(session: AsyncSession, ticket: Ticket) -> Return | None:
    number = ticket.facts.get("return_no")
    if not isinstance(number, str):
        return None
    return await session.scalar(select(Return).where(Return.return_no == number))
