from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from backend.tickets.models import Ticket, TicketEvent, TicketKind, TicketState
from backend.tickets.rules import internal_kinds

CLOSED = (TicketState.RESOLVED, TicketState.WITHDRAWN)


async def by_number(session: AsyncSession, ticket_no: str) -> Ticket | None:
    """With its history."""
    return await session.scalar(
        select(Ticket).where(Ticket.ticket_no == ticket_no).options(selectinload(Ticket.events))
    )


async def hold(session: AsyncSession, ticket_no: str) -> None:
    """Keeps every other writer from the ticket until the transaction ends."""
    await session.execute(select(Ticket.id).where(Ticket.ticket_no == ticket_no).with_for_update())


async def of_turn(session: AsyncSession, turn_id: str, kind: TicketKind) -> Ticket | None:
    return await session.scalar(
        select(Ticket).where(Ticket.turn_id == turn_id, Ticket.kind == kind)
    )


async def on_shipment(
    session: AsyncSession, shipment_id: int, kind: TicketKind, *, open_only: bool
) -> Ticket | None:
    """The newest of its kind, withdrawn ones left out."""
    query = select(Ticket).where(
        Ticket.shipment_id == shipment_id,
        Ticket.kind == kind,
        Ticket.state != TicketState.WITHDRAWN,
    )
    if open_only:
        query = query.where(Ticket.state.not_in(CLOSED))
    return await session.scalar(query.order_by(Ticket.id.desc()).limit(1))


async def of_customer(
    session: AsyncSession, customer_id: int | None, conversation_id: str, limit: int
) -> list[Ticket]:
    """The account's, and those filed in this conversation; newest first."""
    mine = Ticket.conversation_id == conversation_id
    if customer_id is not None:
        mine |= Ticket.customer_id == customer_id
    rows = await session.scalars(
        select(Ticket)
        .where(mine, Ticket.kind.not_in(internal_kinds()))
        .order_by(Ticket.created_at.desc(), Ticket.id.desc())
        .limit(limit)
    )
    return list(rows)


async def unfinished(session: AsyncSession, limit: int) -> list[Ticket]:
    """The most pressing first."""
    rows = await session.scalars(
        select(Ticket).where(Ticket.state.not_in(CLOSED)).order_by(Ticket.sla_due).limit(limit)
    )
    return list(rows)


async def history(session: AsyncSession, ticket_id: int) -> list[TicketEvent]:
    rows = await session.scalars(
        select(TicketEvent).where(TicketEvent.ticket_id == ticket_id).order_by(TicketEvent.id)
    )
    return list(rows)
