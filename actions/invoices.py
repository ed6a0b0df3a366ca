"""An invoice for an order: asked for, corrected, or on its way."""

import re
from typing import ClassVar

from sqlalchemy.ext.asyncio import AsyncSession

from actions.fields import confirming, surface_form, words
from actions.own import not_found, own_order
from actions.reply import Reply
from actions.task import Ask, Done, Outcome, Reader, Task, Values
from actions.turn import Turn
from actions.wording import day, name_of_choice, pattern, told, yuan
from backend.errors import Conflict, NotFound
from backend.invoices.models import Invoice, InvoiceKind, InvoiceState
from backend.invoices.service import InvoiceDraft, list_invoices, request_invoice
from backend.orders.models import Order

TAX_NO = re.compile(r"(?<![0-9A-Z])(?:[0-9A-Z]{18}|[0-9A-Z]{20}|\d{15})(?![0-9A-Z])", re.IGNORECASE)
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
COMPANY, PERSONAL, SPECIAL = "company", "personal", "special"


def _tax_no(turn: Turn, asked: bool) -> str | None:
    found = TAX_NO.search(turn.text)
    return found.group().upper() if found else None


def _company(turn: Turn, asked: bool) -> str | None:
    return None if pattern("unknowing").search(turn.text) else words(turn, asked)


def _email(turn: Turn, asked: bool) -> str | None:
    found = EMAIL.search(turn.text)
    return found.group() if found else None


class RequestInvoice(Task):
    intent: ClassVar = "request_invoice"
    fields: ClassVar[dict[str, Reader]] = {
        "item": surface_form("item"),
        "invoice_holder": told("invoice_holder"),
        "invoice_kind": told("invoice_kind"),
        "invoice_title": _company,
        "tax_no": _tax_no,
        "email": _email,
        "invoice_again": confirming(intent),
    }

    async def perform(self, session: AsyncSession, turn: Turn, values: Values) -> Outcome:
        order = await own_order(session, turn, values)
        if not isinstance(order, Order):
            return order
        held = await _held(session, turn, order)
        if held and values.get("invoice_again") is None:
            return Ask("invoice_again", (_progress(held, order.order_no),))
        if held and not values["invoice_again"]:
            return Done.saying("utter_invoices_kept")
        return await self._request(session, turn, values, order)

    async def _request(
        self, session: AsyncSession, turn: Turn, values: Values, order: Order
    ) -> Outcome:
        draft = _draft(turn, values, order)
        try:
            invoice = await request_invoice(session, turn.asker, draft)
        except NotFound:
            return not_found(order.order_no)
        except Conflict:
            return Done.saying("utter_invoices_not_due", order_no=order.order_no)
        shown = {
            "order_no": order.order_no,
            "title": invoice.title,
            "amount": yuan(invoice.amount_fen),
            "email": invoice.email or "",
        }
        return Done.saying(
            "utter_invoices_requested_email" if invoice.email else "utter_invoices_requested",
            **shown,
        )


async def _held(session: AsyncSession, turn: Turn, order: Order) -> Invoice | None:
    return next(
        (
            invoice
            for invoice in await list_invoices(session, turn.asker)
            if invoice.order_id == order.id and invoice.state is not InvoiceState.VOID
        ),
        None,
    )


def _draft(turn: Turn, values: Values, order: Order) -> InvoiceDraft:
    """A company's needs its name and tax number."""
    is_special = values.get("invoice_kind") == SPECIAL
    is_personal = not is_special and values.require("invoice_holder") == PERSONAL
    return InvoiceDraft(
        order_no=order.order_no,
        title=(
            name_of_choice("invoice_holder", PERSONAL)
            if is_personal
            else _title(values.require("invoice_title"))
        ),
        turn_id=turn.id,
        kind=InvoiceKind.SPECIAL if is_special else InvoiceKind.ORDINARY,
        tax_no=None if is_personal else values.require("tax_no"),
        email=values.get("email"),
    )


def _title(said: str) -> str:
    """The name alone: what stands beside it (抬头：, a tax number) is left out."""
    bare = TAX_NO.sub(" ", EMAIL.sub(" ", said))
    longest = max(re.split(r"[\s,，。;；:：、]+", bare), key=len)
    return pattern("title_lead").sub("", longest)[:80]


def _progress(invoice: Invoice, order_no: str) -> Reply:
    values = {
        "order_no": order_no,
        "title": invoice.title,
        "date": day(invoice.issued_at or invoice.requested_at),
        "invoice_no": invoice.invoice_no or "",
    }
    is_issued = invoice.state is InvoiceState.ISSUED
    return Reply("utter_invoices_issued" if is_issued else "utter_invoices_in_hand", values)
