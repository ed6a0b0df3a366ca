"""Filing tickets: once per turn, merged where the business wants one, on three clocks."""

from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm.exc import StaleDataError

from backend.access.service import Asker, require
from backend.clock import now
from backend.customers.models import Customer, Tier
from backend.errors import Conflict, NotFound
from backend.numbers.service import Prefix, next_number
from backend.shipments.models import Shipment
from backend.tickets import queries
from backend.tickets.clocks import deadlines
from backend.tickets.models import (
    Ticket,
    TicketEvent,
    TicketEventKind,
    TicketKind,
    TicketState,
)
from backend.tickets.rules import TICKETS, priority_of
from backend.upsert import insert_into

LIST_LENGTH = 20
SUMMARY_LENGTH = 500
CUSTOMER = "customer"


@dataclass(frozen=True)
class Draft:
    """`summary` is what the customer said; `turn_id` makes a repeat of the turn harmless."""

    kind: TicketKind
    summary: str
    turn_id: str
    facts: dict[str, object] = field(default_factory=dict)
    shipment: Shipment | None = None
    order_id: int | None = None


@dataclass(frozen=True)
class Filed:
    """`merged`: an open ticket on the same matter took it in."""

    ticket: Ticket
    merged: bool = False


async def file_ticket(session: AsyncSession, asker: Asker, draft: Draft) -> Filed:
    """Raises `Forbidden` without the power over the shipment, `Conflict` where only one ticket of
    the kind is allowed per shipment."""
    rules = TICKETS.data.kinds[draft.kind]
    if draft.shipment is not None:
        if rules.needs is not None:
            await require(session, asker, draft.shipment, rules.needs)
        # Two at once would both find no ticket to join: the parcel's row decides who is first.
        await session.execute(
            select(Shipment.id).where(Shipment.id == draft.shipment.id).with_for_update()
        )
    if repeated := await queries.of_turn(session, draft.turn_id, draft.kind):
        return Filed(repeated)
    if draft.shipment is not None and (rules.merge or rules.once):
        earlier = await queries.on_shipment(
            session, draft.shipment.id, draft.kind, open_only=rules.merge
        )
        if earlier and rules.once:
            raise Conflict(f"{draft.kind} was asked for before", ticket_no=earlier.ticket_no)
        if earlier:
            note(session, earlier, TicketEventKind.MERGED, CUSTOMER, draft.summary)
            return Filed(earlier, merged=True)
    return Filed(await _insert(session, asker, draft))


async def _insert(session: AsyncSession, asker: Asker, draft: Draft) -> Ticket:
    moment = now()
    priority = priority_of(draft.kind, draft.summary, is_upset=asker.is_upset)
    due = deadlines(draft.kind, priority, await _tier(session, asker), moment)
    statement = insert_into(session, Ticket).values(
        ticket_no=await next_number(session, Prefix.TICKET),
        kind=draft.kind,
        priority=priority,
        state=TicketState.OPEN,
        summary=draft.summary[:SUMMARY_LENGTH],
        facts=draft.facts,
        customer_id=asker.customer_id,
        shipment_id=draft.shipment.id if draft.shipment else None,
        order_id=draft.order_id,
        conversation_id=asker.conversation_id,
        turn_id=draft.turn_id,
        created_at=moment,
        updated_at=moment,
        sla_first_due=due.first_reply,
        sla_due=due.resolution,
        statutory_due=due.statutory,
        version=1,
    )
    # Not "check, then insert": the unique key on (turn, kind) decides between parallel repeats.
    inserted = await session.execute(
        statement.on_conflict_do_nothing(index_elements=[Ticket.turn_id, Ticket.kind]).returning(
            Ticket.id
        )
    )
    is_new = inserted.scalar_one_or_none() is not None
    ticket = await queries.of_turn(session, draft.turn_id, draft.kind)
    assert ticket is not None  # noqa: S101 - inserted just now, by us or by the other
    if is_new:
        note(session, ticket, TicketEventKind.OPENED, CUSTOMER, draft.summary)
    return ticket


async def get_ticket(session: AsyncSession, asker: Asker, ticket_no: str) -> Ticket:
    """With its history. Raises `NotFound` for missing and foreign tickets alike."""
    ticket = await queries.by_number(session, ticket_no.strip().upper())
    if ticket is None or not _owns(asker, ticket):
        raise NotFound
    return ticket


async def list_tickets(session: AsyncSession, asker: Asker) -> list[Ticket]:
    return await queries.of_customer(session, asker.customer_id, asker.conversation_id, LIST_LENGTH)


async def urge_ticket(session: AsyncSession, asker: Asker, ticket_no: str, words: str) -> Ticket:
    """Raises `Conflict` when there is nothing left to hurry."""
    ticket = await get_ticket(session, asker, ticket_no)
    if ticket.state in queries.CLOSED:
        raise Conflict("the ticket is closed", ticket_no=ticket.ticket_no)
    ticket.priority = max(
        (ticket.priority, priority_of(ticket.kind, words)), key=list(type(ticket.priority)).index
    )
    ticket.updated_at = now()
    note(session, ticket, TicketEventKind.URGED, CUSTOMER, words)
    return ticket


async def withdraw_ticket(session: AsyncSession, asker: Asker, ticket_no: str) -> Ticket:
    """Raises `Conflict` when it is closed already."""
    ticket = await get_ticket(session, asker, ticket_no)
    return await change_state(session, ticket, TicketState.WITHDRAWN, CUSTOMER)


async def change_state(
    session: AsyncSession, ticket: Ticket, state: TicketState, actor: str, words: str = ""
) -> Ticket:
    """Raises `Conflict` when the ticket is closed already, or was saved by another meanwhile."""
    if ticket.state in queries.CLOSED:
        raise Conflict("the ticket is closed", ticket_no=ticket.ticket_no)
    moment, number = now(), ticket.ticket_no
    ticket.state = state
    ticket.updated_at = moment
    if state in queries.CLOSED:
        ticket.resolved_at = moment
    kind = TicketEventKind.WITHDRAWN if state is TicketState.WITHDRAWN else TicketEventKind.STATE
    note(session, ticket, kind, actor, words or state.value)
    try:
        await session.flush()
    except StaleDataError as error:
        raise Conflict("somebody else saved it first", ticket_no=number) from error
    return ticket


def note(
    session: AsyncSession, ticket: Ticket, kind: TicketEventKind, actor: str, words: str
) -> None:
    """A line in the ticket's history."""
    session.add(
        TicketEvent(
            ticket_id=ticket.id,
            kind=kind,
            actor=actor,
            note=words[:SUMMARY_LENGTH],
            happened_at=now(),
        )
    )


def _owns(asker: Asker, ticket: Ticket) -> bool:
    if TICKETS.data.kinds[ticket.kind].internal:
        return False
    if asker.customer_id is not None and ticket.customer_id == asker.customer_id:
        return True
    return ticket.conversation_id == asker.conversation_id


async def _tier(session: AsyncSession, asker: Asker) -> Tier | None:
    if asker.customer_id is None:
        return None
    return await session.scalar(select(Customer.tier).where(Customer.id == asker.customer_id))
