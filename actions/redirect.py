"""Changing where, when or whether a parcel on its way is handed over."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy.ext.asyncio import AsyncSession

from actions.doors import barred, named_waybill
from actions.fields import confirming
from actions.meant import all_meant, meant
from actions.reply import Reply
from actions.said import agreed, opening, value_of, wanted
from actions.task import Ask, Done, Outcome, Reader, Task, Values
from actions.turn import Turn
from actions.wording import day, stretch, told, yuan
from backend.access.rules import Power
from backend.clock import now
from backend.shipments.door import Barred, enter
from backend.shipments.intercepting import intercept, intercept_terms
from backend.shipments.models import Shipment
from backend.shipments.outcomes import AskedBefore, NotEligible, Requested, Terms
from backend.shipments.redirecting import NewRecipient, change_address, change_terms
from backend.shipments.rescheduling import BadTime, Rescheduled, Wish, reschedule
from backend.shipments.rules import HandOver

ADDRESS_LENGTH = 6
"""Characters from which an answer is an address even where none was recognised in it."""


def _address(turn: Turn, asked: bool) -> str | None:
    if entity := meant(turn, "address"):
        return entity.value
    is_bare = asked and not turn.entities and turn.intent in ("inform", "nlu_fallback")
    return turn.text if is_bare and len(turn.text) >= ADDRESS_LENGTH else None


class ChangeAddress(Task):
    intent: ClassVar = "change_address"
    fields: ClassVar[dict[str, Reader]] = {
        "opening": opening(intent),
        "new_recipient": _address,
        "phone": value_of("phone"),
        "person": value_of("person"),
        "change_confirmed": confirming(intent),
    }

    async def perform(self, session: AsyncSession, turn: Turn, values: Values) -> Outcome:
        waybill_no = await named_waybill(session, turn, values)
        to = NewRecipient(values.get("new_recipient"), values.get("person"), values.get("phone"))
        terms = await change_terms(session, turn.asker, waybill_no, to)
        if not isinstance(terms, Terms):
            return _refused(terms, waybill_no, turn, "change")
        if to == NewRecipient():
            return Ask("new_recipient")
        shown = _shown(terms) | {"to": " · ".join(filter(None, (to.address, to.name, to.phone)))}
        answer = agreed(turn, values, "change_confirmed")
        if answer is None:
            return Ask("change_confirmed", (Reply(_by_fee("change", terms), shown),))
        if not answer:
            return Done.saying("utter_redirect_left")
        outcome = await change_address(
            session,
            turn.asker,
            waybill_no,
            to,
            words=wanted(self.intent, values),
            turn_id=turn.id,
        )
        if isinstance(outcome, Requested):
            shown["ticket_no"] = outcome.ticket_no
            return Done.saying("utter_redirect_change_requested", **shown)
        return _refused(outcome, waybill_no, turn, "change")


class InterceptShipment(Task):
    intent: ClassVar = "intercept_shipment"
    fields: ClassVar[dict[str, Reader]] = {
        "opening": opening(intent),
        "intercept_confirmed": confirming(intent),
    }

    async def perform(self, session: AsyncSession, turn: Turn, values: Values) -> Outcome:
        waybill_no = await named_waybill(session, turn, values)
        terms = await intercept_terms(session, turn.asker, waybill_no)
        if not isinstance(terms, Terms):
            return _refused(terms, waybill_no, turn, "intercept")
        answer = agreed(turn, values, "intercept_confirmed")
        if answer is None:
            about = Reply(_by_fee("intercept", terms), _shown(terms))
            return Ask("intercept_confirmed", (about,))
        if not answer:
            return Done.saying("utter_redirect_left")
        words = wanted(self.intent, values)
        outcome = await intercept(session, turn.asker, waybill_no, words=words, turn_id=turn.id)
        if isinstance(outcome, Requested):
            shown = _shown(terms) | {"ticket_no": outcome.ticket_no}
            return Done.saying("utter_redirect_intercept_requested", **shown)
        return _refused(outcome, waybill_no, turn, "intercept")


def _shown(terms: Terms) -> dict[str, object]:
    return {"waybill_no": terms.waybill_no, "fee": yuan(terms.fee_fen)}


def _by_fee(what: str, terms: Terms) -> str:
    return f"utter_redirect_{what}_fee" if terms.fee_fen else f"utter_redirect_{what}_free"


def _refused(
    outcome: NotEligible | AskedBefore | Barred, waybill_no: str, turn: Turn, what: str
) -> Outcome:
    match outcome:
        case NotEligible(status_text=status):
            response = f"utter_redirect_{what}_not_now"
            return Done.saying(response, waybill_no=waybill_no, status=status)
        case AskedBefore(ticket_no):
            return Done.saying("utter_redirect_asked_before", ticket_no=ticket_no)
        case _:
            return barred(outcome, waybill_no, turn.asker)


def _delivery_time(turn: Turn, asked: bool) -> dict[str, str] | None:
    """Of several times (昨天没送，改明天) the last that is still to come."""
    said = [each.normal for each in all_meant(turn, "time") if each.normal]
    to_come = [each for each in said if datetime.fromisoformat(each["to"]) > now()]
    found = to_come or said
    return found[-1] if found else None


class RescheduleDelivery(Task):
    intent: ClassVar = "reschedule_delivery"
    fields: ClassVar[dict[str, Reader]] = {
        "opening": opening(intent),
        "delivery_wish": _delivery_time,
        "handover": told("handover"),
    }

    async def perform(self, session: AsyncSession, turn: Turn, values: Values) -> Outcome:
        waybill_no = await named_waybill(session, turn, values)
        held = await enter(session, turn.asker, waybill_no, Power.RESCHEDULE)
        if not isinstance(held, Shipment):
            return barred(held, waybill_no, turn.asker)
        wish = _wish(values)
        if wish == Wish():
            return Ask("delivery_wish")
        words = wanted(self.intent, values)
        outcome = await reschedule(
            session, turn.asker, waybill_no, wish, words=words, turn_id=turn.id
        )
        match outcome:
            case Rescheduled():
                return Done((_rescheduled(outcome),))
            case BadTime(latest=last):
                wrong = Reply("utter_redirect_bad_time", {"latest": day(last)})
                return Ask("delivery_wish", (wrong,), forget=("delivery_wish",))
            case _:
                return _refused(outcome, waybill_no, turn, "reschedule")


def _wish(values: Values) -> Wish:
    time, handover = values.get("delivery_wish"), values.get("handover")
    return Wish(
        start=datetime.fromisoformat(time["from"]) if time else None,
        end=datetime.fromisoformat(time["to"]) if time else None,
        handover=HandOver(handover) if handover else None,
    )


def _rescheduled(done: Rescheduled) -> Reply:
    wish = done.wish
    when = stretch(wish.start, wish.end) if wish.start and wish.end else ""
    values = {
        "waybill_no": done.waybill_no,
        "ticket_no": done.ticket_no,
        "when": when,
        "handover": done.handover_text or "",
    }
    if when and done.handover_text:
        return Reply("utter_redirect_rescheduled", values)
    return Reply(
        "utter_redirect_rescheduled_time" if when else "utter_redirect_rescheduled_way", values
    )
