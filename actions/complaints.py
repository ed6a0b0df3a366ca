"""A complaint: what happened, about which parcel, and what is wished for."""

from typing import ClassVar

from sqlalchemy.ext.asyncio import AsyncSession

from actions.doors import PROOF, barred
from actions.fields import any_words, words
from actions.meanings import ANSWERING
from actions.meant import meant
from actions.options import options
from actions.reply import Reply
from actions.said import opening
from actions.task import Ask, Done, Outcome, Reader, Task, Values
from actions.tickets import ticket_card, urged
from actions.turn import COMMAND, Turn
from actions.wording import moment, pattern, told
from backend.access.rules import Power
from backend.shipments.door import enter
from backend.shipments.models import Shipment
from backend.shipments.tracking import NotFoundOrNotYours
from backend.tickets.models import Ticket, TicketKind, TicketPriority
from backend.tickets.queries import CLOSED
from backend.tickets.rules import is_raising
from backend.tickets.service import Draft, file_ticket, list_tickets, urge_ticket

TELLING_LENGTH = 10
"""Characters from which the first message tells what happened: 投诉快递员 does not yet."""


def _without_parcel(turn: Turn, asked: bool) -> bool | None:
    """Any answer without a number will do: a complaint is taken in without one too."""
    is_answer = asked and turn.intent in ANSWERING | {FileComplaint.intent}
    return True if is_answer and not meant(turn, "waybill_no") else None


class FileComplaint(Task):
    intent: ClassVar = "file_complaint"
    fields: ClassVar[dict[str, Reader]] = {
        "opening": opening(intent),
        "complaint_facts": words,
        "complaint_parcel": _without_parcel,
        "wish_told": told("wish"),
        "complaint_wish": any_words,
    }

    async def perform(self, session: AsyncSession, turn: Turn, values: Values) -> Outcome:
        if earlier := await _threatened_over(session, turn, values):
            return Done((urged(earlier),))
        if len(values.get("opening") or "") < TELLING_LENGTH:
            values.require("complaint_facts")
        shipment = await self._parcel(session, turn, values)
        if isinstance(shipment, Ask | Done):
            return shipment
        if not values.get("wish_told") and values.get("complaint_wish") is None:
            return Ask("complaint_wish")
        draft = _draft(turn, values, shipment)
        filed = await file_ticket(session, turn.asker, draft)
        return Done((_filed(filed.ticket),))

    async def _parcel(
        self, session: AsyncSession, turn: Turn, values: Values
    ) -> Shipment | Outcome | None:
        waybill_no = values.get("waybill_no")
        if waybill_no is None:
            if values.get("complaint_parcel"):
                return None
            own = await options(session, turn, "waybill_no")
            return Ask("complaint_parcel", choices=own)
        tail = values.get("phone_tail")
        found = await enter(session, turn.asker, waybill_no, Power.COMPLAIN, tail)
        if isinstance(found, Shipment):
            return found
        if isinstance(found, NotFoundOrNotYours):
            wrong = Reply("utter_tracking_not_found", {"waybill_no": waybill_no})
            return Ask("complaint_parcel", (wrong,), forget=(*PROOF, "complaint_parcel"))
        return barred(found, waybill_no, turn.asker)


async def _threatened_over(session: AsyncSession, turn: Turn, values: Values) -> Ticket | None:
    """再不处理我打12305, after a complaint in this conversation, hurries that one."""
    words = values.get("opening") or ""
    if not (is_raising(words) and pattern("impatient").search(words)):
        return None
    for ticket in await list_tickets(session, turn.asker):
        is_here = ticket.conversation_id == turn.asker.conversation_id
        if is_here and ticket.kind is TicketKind.COMPLAINT and ticket.state not in CLOSED:
            return await urge_ticket(session, turn.asker, ticket.ticket_no, words)
    return None


def _draft(turn: Turn, values: Values, shipment: Shipment | None) -> Draft:
    told_facts = [values.get("opening"), values.get("complaint_facts")]
    wish = values.get("complaint_wish")
    facts: dict[str, object] = {"facts": "\n".join(filter(None, told_facts)), "wish": wish}
    said = "\n".join(line for line in (*told_facts, wish) if line and not line.startswith(COMMAND))
    return Draft(TicketKind.COMPLAINT, said, turn.id, facts, shipment)


def _filed(ticket: Ticket) -> Reply:
    is_urgent = ticket.priority is TicketPriority.URGENT
    due_at = ticket.statutory_due or ticket.sla_due
    return Reply(
        "utter_complaints_filed_urgent" if is_urgent else "utter_complaints_filed",
        {"ticket_no": ticket.ticket_no, "due": moment(due_at)},
        ticket_card(ticket.ticket_no, ticket.kind, due_at),
    )
