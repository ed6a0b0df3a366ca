"""Undoing what was filed: a ticket, a return, the cancellation of an order."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy.ext.asyncio import AsyncSession

from actions.choices import MOST, choice
from actions.fields import confirming
from actions.meant import meant
from actions.own import order_choice
from actions.reply import Choice, Reply
from actions.said import agreed
from actions.signing_in import IDENTITY
from actions.task import Ask, Done, Outcome, Reader, Task, Values
from actions.tickets import ticket_choice
from actions.turn import Turn
from actions.wording import told
from backend.access.service import Asker
from backend.errors import Conflict, NotFound
from backend.orders.models import OrderState
from backend.orders.service import list_orders, undo_cancel
from backend.returns.rules import RETURNS
from backend.returns.service import WITHDRAWABLE, list_returns, withdraw_return
from backend.shipments.decisions import withdraw_request
from backend.tickets.queries import CLOSED
from backend.tickets.service import list_tickets

Undo = Callable[[AsyncSession, Asker, str], Awaitable[object]]

UNDO: dict[str, Undo] = {
    "ticket": withdraw_request,
    "return": withdraw_return,
    "order": undo_cancel,
}
"""By the sort of thing, as in wording.yml and in the names of the responses."""


@dataclass(frozen=True)
class Filed:
    """Something that could be undone. `sort` is a key of UNDO."""

    sort: str
    number: str
    choice: Choice


def _named(turn: Turn, asked: bool) -> dict[str, str] | None:
    for sort in UNDO:
        if entity := meant(turn, f"{sort}_no"):
            return {"sort": sort, "number": str(entity.normal or entity.value).upper()}
    return None


class WithdrawRequest(Task):
    intent: ClassVar = "withdraw_request"
    fields: ClassVar[dict[str, Reader]] = {
        "withdrawn": told("withdrawn"),
        "withdrawn_no": _named,
        "withdraw_confirmed": confirming(intent),
    }

    async def perform(self, session: AsyncSession, turn: Turn, values: Values) -> Outcome:
        if named := values.get("withdrawn_no"):
            return await _undo(session, turn, values, named["sort"], named["number"])
        found = await _filed(session, turn.asker, values.get("withdrawn"))
        if not found:
            if turn.asker.customer_id is None:
                return Ask(IDENTITY, (Reply("utter_withdrawal_none_here"),))
            return Done.saying("utter_withdrawal_nothing")
        if len(found) > 1:
            return Ask("withdrawn_no", choices=tuple(each.choice for each in found[:MOST]))
        return await _undo(session, turn, values, found[0].sort, found[0].number)


async def _filed(session: AsyncSession, asker: Asker, sort: str | None) -> list[Filed]:
    """What can be undone, of one sort or of all that are under way."""
    found: list[Filed] = []
    if sort in (None, "ticket"):
        for ticket in await list_tickets(session, asker):
            if ticket.state not in CLOSED:
                found.append(Filed("ticket", ticket.ticket_no, ticket_choice(ticket)))
    if sort in (None, "return"):
        for each in await list_returns(session, asker):
            if each.state in WITHDRAWABLE:
                title = f"{RETURNS.data.states[each.state]}（{each.return_no[-4:]}）"
                offered = choice(title, "return_no", each.return_no)
                found.append(Filed("return", each.return_no, offered))
    if sort == "order":
        for order in await list_orders(session, asker):
            if order.state is OrderState.CANCELLED:
                found.append(Filed("order", order.order_no, order_choice(order)))
    return found


async def _undo(
    session: AsyncSession, turn: Turn, values: Values, sort: str, number: str
) -> Outcome:
    answer = agreed(turn, values, "withdraw_confirmed")
    if answer is None:
        return Ask("withdraw_confirmed", (Reply(f"utter_withdrawal_of_{sort}", {"no": number}),))
    if not answer:
        return Done.saying("utter_withdrawal_left")
    try:
        await UNDO[sort](session, turn.asker, number)
    except NotFound:
        wrong = Reply("utter_withdrawal_not_found", {"no": number})
        return Ask("withdrawn_no", (wrong,), forget=("withdrawn_no", "withdraw_confirmed"))
    except Conflict:
        return Done.saying(f"utter_withdrawal_{sort}_too_late", no=number)
    return Done.saying(f"utter_withdrawal_{sort}_done", no=number)
