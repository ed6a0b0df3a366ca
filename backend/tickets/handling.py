"""Deeds on the ticket alone."""

from sqlalchemy.ext.asyncio import AsyncSession

from backend.clock import now
from backend.errors import NotFound
from backend.returns import progress
from backend.staff.models import Member
from backend.tickets.deeds import Deed, Notice
from backend.tickets.errors import CauseNeeded
from backend.tickets.matter import Matter
from backend.tickets.models import TicketEventKind, TicketState
from backend.tickets.rules import TICKETS
from backend.tickets.service import note


async def assign(session: AsyncSession, matter: Matter, deed: Deed) -> None:
    """Raises `NotFound` for a member who is not there or works here no more."""
    to = await session.get(Member, deed.to_id or deed.member.id)
    if to is None or to.disabled:
        raise NotFound
    ticket = matter.ticket
    ticket.assignee_id, ticket.assignee = to.id, to.name
    words = f"{to.name} {deed.text}".strip()
    note(session, ticket, TicketEventKind.ASSIGNED, deed.member.name, words)


async def reply(session: AsyncSession, matter: Matter, deed: Deed) -> Notice:
    ticket = matter.ticket
    ticket.first_reply_at = ticket.first_reply_at or now()
    if ticket.state is TicketState.OPEN:
        _take_up(matter, deed)
    note(session, ticket, TicketEventKind.REPLIED, deed.member.name, deed.text)
    return Notice("reply", {"text": deed.text})


async def start(session: AsyncSession, matter: Matter, deed: Deed) -> None:
    _take_up(matter, deed)
    note(session, matter.ticket, TicketEventKind.STATE, deed.member.name, deed.text)


async def resolve(session: AsyncSession, matter: Matter, deed: Deed) -> Notice:
    """Raises `CauseNeeded`."""
    ticket = matter.ticket
    if TICKETS.data.kinds[ticket.kind].caused:
        if deed.cause not in TICKETS.data.causes:
            raise CauseNeeded
        ticket.facts = {**ticket.facts, "root_cause": deed.cause}
    close(session, matter, deed)
    return Notice("resolved", {"text": deed.text})


async def reopen(session: AsyncSession, matter: Matter, deed: Deed) -> Notice:
    """A return that was refused is looked at again. Raises `NotNow` where another was asked for."""
    if matter.goods_back is not None:
        await progress.reconsider(session, matter.goods_back)
    ticket = matter.ticket
    ticket.state, ticket.resolved_at = TicketState.IN_PROGRESS, None
    note(session, ticket, TicketEventKind.STATE, deed.member.name, deed.text)
    return Notice("reopened", {"text": deed.text})


async def add_note(session: AsyncSession, matter: Matter, deed: Deed) -> None:
    note(session, matter.ticket, TicketEventKind.NOTE, deed.member.name, deed.text)


def close(session: AsyncSession, matter: Matter, deed: Deed) -> None:
    ticket, moment = matter.ticket, now()
    ticket.state, ticket.resolved_at = TicketState.RESOLVED, moment
    ticket.first_reply_at = ticket.first_reply_at or moment
    note(session, ticket, TicketEventKind.STATE, deed.member.name, deed.text)


def _take_up(matter: Matter, deed: Deed) -> None:
    ticket = matter.ticket
    ticket.state = TicketState.IN_PROGRESS
    if ticket.assignee_id is None:
        ticket.assignee_id, ticket.assignee = deed.member.id, deed.member.name
