"""Installation, repair, spare parts, a replacement meanwhile: taken in for the after-sales team."""

from typing import ClassVar

from sqlalchemy.ext.asyncio import AsyncSession

from actions.fields import words
from actions.own import goods_of, own_order
from actions.reply import Reply
from actions.task import Done, Outcome, Reader, Task, Values
from actions.tickets import ticket_card
from actions.turn import Turn
from actions.wording import moment, name_of_choice, told
from backend.orders.models import Order
from backend.orders.service import show_order
from backend.tickets.models import TicketKind
from backend.tickets.service import Draft, file_ticket


class RequestService(Task):
    """Begun by a button under the answer about after-sales service."""

    intent: ClassVar = "request_service"
    fields: ClassVar[dict[str, Reader]] = {
        "service_kind": told("service_kind"),
        "service_facts": words,
    }

    async def perform(self, session: AsyncSession, turn: Turn, values: Values) -> Outcome:
        order = await own_order(session, turn, values)
        if not isinstance(order, Order):
            return order
        kind = name_of_choice("service_kind", values.require("service_kind"))
        said = values.require("service_facts")
        facts: dict[str, object] = {"order_no": order.order_no, "service": kind, "facts": said}
        draft = Draft(TicketKind.AFTER_SALES, said, turn.id, facts, order_id=order.id)
        ticket = (await file_ticket(session, turn.asker, draft)).ticket
        shown = {
            "service": kind,
            "goods": goods_of(await show_order(session, turn.asker, order.order_no)),
            "ticket_no": ticket.ticket_no,
            "due": moment(ticket.sla_due),
        }
        card = ticket_card(ticket.ticket_no, ticket.kind, ticket.sla_due)
        return Done((Reply("utter_services_filed", shown, card),))
