"""What became of a ticket, and hurrying it."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy.ext.asyncio import AsyncSession

from actions.choices import MOST, choice
from actions.reply import Choice, Reply
from actions.said import opening, wanted
from actions.task import Ask, Done, Outcome, Reader, Task, Values
from actions.turn import Turn
from actions.wording import day, moment
from backend.clock import now
from backend.errors import Conflict, NotFound
from backend.tickets.models import Ticket, TicketKind, TicketState
from backend.tickets.queries import CLOSED
from backend.tickets.rules import TICKETS
from backend.tickets.service import get_ticket, list_tickets, urge_ticket


def ticket_card(
    ticket_no: str,
    kind: TicketKind,
    due_at: datetime | None = None,
    state: TicketState = TicketState.OPEN,
) -> dict[str, object]:
    return {
        "kind": "ticket",
        "ticket_no": ticket_no,
        "kind_text": TICKETS.data.kinds[kind].name,
        "status_text": TICKETS.data.states[state],
        "due_at": due_at.isoformat() if due_at else None,
    }


def ticket_choice(ticket: Ticket) -> Choice:
    kind, state = TICKETS.data.kinds[ticket.kind].name, TICKETS.data.states[ticket.state]
    title = f"{kind} · {state}（{ticket.ticket_no[-4:]}）"
    return choice(title, "ticket_no", ticket.ticket_no)


async def _meant(session: AsyncSession, turn: Turn, values: Values) -> Ticket | Outcome:
    """The ticket named, else the only one under way, else the newest that was."""
    if number := values.get("ticket_no"):
        try:
            return await get_ticket(session, turn.asker, number)
        except NotFound:
            wrong = Reply("utter_tickets_not_found", {"ticket_no": number})
            return Ask("ticket_no", (wrong,), forget=("ticket_no",))
    own = await list_tickets(session, turn.asker)
    found = [ticket for ticket in own if ticket.state not in CLOSED] or own[:1]
    if len(found) == 1:
        return found[0]
    if not found and turn.asker.customer_id is not None:
        return Done.saying("utter_tickets_none")
    return Ask("ticket_no", choices=tuple(map(ticket_choice, found[:MOST])))


class QueryTicket(Task):
    intent: ClassVar = "query_ticket"
    is_query: ClassVar = True

    async def perform(self, session: AsyncSession, turn: Turn, values: Values) -> Outcome:
        found = await _meant(session, turn, values)
        return Done((_progress(found),)) if isinstance(found, Ticket) else found


class UrgeTicket(Task):
    intent: ClassVar = "urge_ticket"
    fields: ClassVar[dict[str, Reader]] = {"opening": opening(intent)}

    async def perform(self, session: AsyncSession, turn: Turn, values: Values) -> Outcome:
        found = await _meant(session, turn, values)
        if not isinstance(found, Ticket):
            return found
        try:
            words = wanted(self.intent, values)
            ticket = await urge_ticket(session, turn.asker, found.ticket_no, words)
        except Conflict:
            return Done((_progress(found),))
        return Done((urged(ticket),))


def urged(ticket: Ticket) -> Reply:
    return Reply("utter_tickets_urged", _shown(ticket), _card(ticket))


def _progress(ticket: Ticket) -> Reply:
    if ticket.state in CLOSED:
        response = f"utter_tickets_{ticket.state}"
    else:
        is_late = ticket.sla_due < now()
        response = "utter_tickets_overdue" if is_late else "utter_tickets_under_way"
    return Reply(response, _shown(ticket), _card(ticket))


def _shown(ticket: Ticket) -> dict[str, object]:
    return {
        "kind": TICKETS.data.kinds[ticket.kind].name,
        "ticket_no": ticket.ticket_no,
        "status": TICKETS.data.states[ticket.state],
        "due": moment(ticket.sla_due),
        "closed": day(ticket.resolved_at or ticket.updated_at),
    }


def _card(ticket: Ticket) -> dict[str, object]:
    due_at = None if ticket.state in CLOSED else ticket.sla_due
    return ticket_card(ticket.ticket_no, ticket.kind, due_at, ticket.state)
