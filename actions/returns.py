"""Goods going back: for the money, for others, and how far that is."""

from typing import ClassVar

from sqlalchemy.ext.asyncio import AsyncSession

from actions.fields import surface_form, words
from actions.own import goods_of, not_found, order_meant, own_returns
from actions.reply import Reply
from actions.signing_in import SIGN_IN
from actions.task import Ask, Done, Outcome, Reader, Task, Values
from actions.turn import Turn
from actions.wording import day, name_of_choice, told, yuan
from backend.clock import now
from backend.errors import Conflict, NotFound
from backend.orders.service import show_order
from backend.orders.views import OrderView
from backend.returns.models import Return, ReturnKind, ReturnState
from backend.returns.rules import RETURNS
from backend.returns.service import (
    RECEIVED,
    Refusal,
    ReturnDraft,
    get_return,
    list_returns,
    request_return,
    returnable,
)
from backend.tickets.models import TicketKind
from backend.tickets.service import Draft, file_ticket

FAULTY = frozenset({"faulty", "wrong", "damaged"})
"""Reasons for which the seven days and their exceptions do not count."""


def return_card(found: Return, order: OrderView | None = None) -> dict[str, object]:
    items = order.items if order else ()
    return {
        "kind": "return",
        "return_no": found.return_no,
        "status_text": RETURNS.data.states[found.state],
        "refund_fen": found.refund_fen,
        "items": [{"name": item.name, "quantity": item.quantity} for item in items],
    }


async def _ask_back(
    session: AsyncSession, turn: Turn, order_no: str, values: Values, kind: ReturnKind
) -> Outcome:
    """One that is not approved by rule goes to a person as a ticket."""
    try:
        await returnable(session, turn.asker, order_no, turn.id)
    except NotFound:
        return not_found(order_no)
    except Conflict as conflict:
        return await _refused(session, turn, conflict)
    reason = _reason(values)
    is_faulty = values.get("return_reason") in FAULTY
    is_exchange = kind is ReturnKind.EXCHANGE
    wanted = values.require("exchange_for") if is_exchange and not is_faulty else None
    draft = ReturnDraft(order_no, kind, reason, turn.id, is_faulty, wanted and wanted[:80])
    order = await show_order(session, turn.asker, order_no)
    try:
        found = await request_return(session, turn.asker, draft)
    except Conflict as conflict:
        return await _refused(session, turn, conflict)
    shown = {"return_no": found.return_no, "refund": yuan(found.refund_fen)}
    is_approved = found.state is ReturnState.APPROVED
    if not is_approved:
        filed = await file_ticket(
            session,
            turn.asker,
            Draft(
                TicketKind.RETURN,
                reason,
                turn.id,
                facts={"return_no": found.return_no, "is_faulty": is_faulty},
                order_id=found.order_id,
            ),
        )
        shown["ticket_no"] = filed.ticket.ticket_no
    what = "exchange" if is_exchange else "return"
    outcome = "approved" if is_approved else "requested"
    said = Reply(f"utter_returns_{what}_{outcome}", shown, card=return_card(found, order))
    return Done((said,), known={"returned_goods": goods_of(order)})


def _reason(values: Values) -> str:
    told_before = values.get("return_reason")
    if told_before and not values.get("reason"):
        return name_of_choice("return_reason", told_before)
    return str(values.require("reason"))


async def _refused(session: AsyncSession, turn: Turn, conflict: Conflict) -> Outcome:
    params = conflict.params
    match params["refusal"]:
        case Refusal.ASKED_BEFORE:
            earlier = await get_return(session, turn.asker, str(params["return_no"]))
            return Done((Reply("utter_returns_asked_before"), _progress(earlier)))
        case Refusal.EXCEPTED:
            exception = RETURNS.data.exceptions[str(params["exception"])]
            return Done.saying("utter_returns_excepted", exception=exception)
        case Refusal.TOO_LATE:
            return Done.saying("utter_returns_too_late", days=RETURNS.data.no_reason_days)
        case _:
            return Done.saying("utter_returns_not_delivered")


class RequestReturn(Task):
    intent: ClassVar = "request_return"
    fields: ClassVar[dict[str, Reader]] = {
        "item": surface_form("item"),
        "return_reason": told("return_reason"),
        "reason": words,
    }

    async def perform(self, session: AsyncSession, turn: Turn, values: Values) -> Outcome:
        if turn.asker.customer_id is None:
            return SIGN_IN
        order_no = await order_meant(session, turn, values, RECEIVED)
        return await _ask_back(session, turn, order_no, values, ReturnKind.REFUND)


class RequestExchange(Task):
    intent: ClassVar = "request_exchange"
    fields: ClassVar[dict[str, Reader]] = RequestReturn.fields | {"exchange_for": words}
    questions: ClassVar = {"reason": "utter_returns_ask_exchange_reason"}

    async def perform(self, session: AsyncSession, turn: Turn, values: Values) -> Outcome:
        if turn.asker.customer_id is None:
            return SIGN_IN
        order_no = await order_meant(session, turn, values, RECEIVED)
        return await _ask_back(session, turn, order_no, values, ReturnKind.EXCHANGE)


class QueryReturn(Task):
    intent: ClassVar = "query_return"
    is_query: ClassVar = True

    async def perform(self, session: AsyncSession, turn: Turn, values: Values) -> Outcome:
        if turn.asker.customer_id is None:
            return SIGN_IN
        number = values.get("return_no")
        if number is None:
            held = await list_returns(session, turn.asker)
            if not held:
                return Done.saying("utter_returns_none")
            if len(held) > 1:
                return Ask("return_no", choices=await own_returns(session, turn))
            number = held[0].return_no
        try:
            found = await get_return(session, turn.asker, number)
        except NotFound:
            wrong = Reply("utter_returns_not_found", {"return_no": number})
            return Ask("return_no", (wrong,), forget=("return_no",))
        return Done((_progress(found),))


def _progress(found: Return) -> Reply:
    values = {
        "return_no": found.return_no,
        "refund": yuan(found.refund_fen),
        "status": RETURNS.data.states[found.state],
        "due": day(found.refund_due) if found.refund_due else "",
        "days": RETURNS.data.refund_days,
    }
    response = f"utter_returns_state_{found.state}"
    is_refund = found.kind is ReturnKind.REFUND
    if found.state is ReturnState.APPROVED and is_refund:
        response = "utter_returns_refund_approved"
    if found.state is ReturnState.RECEIVED:
        if found.refund_due is None or not is_refund:
            response = "utter_returns_received_exchange"
        elif found.refund_due < now():
            response = "utter_returns_refund_overdue"
    return Reply(response, values, card=return_card(found))
