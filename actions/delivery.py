"""Hurrying a parcel, or the sending of an order; and a parcel signed for but not received."""

from typing import ClassVar

from sqlalchemy.ext.asyncio import AsyncSession

from actions.doors import barred, named_waybill
from actions.fields import confirmed
from actions.own import own_order
from actions.reply import Reply
from actions.said import opening, wanted
from actions.task import Ask, Done, Outcome, Reader, Task, Values
from actions.tickets import ticket_card
from actions.turn import Turn
from actions.wording import moment, told
from backend.orders.models import Order
from backend.orders.substitution import TO_SHIP
from backend.orders.words import ORDER_WORDS
from backend.shipments import not_received
from backend.shipments.models import ShipmentState
from backend.shipments.outcomes import NotEligible
from backend.shipments.urging import Urged, urge
from backend.tickets.models import TicketKind
from backend.tickets.service import Draft, file_ticket


class UrgeDelivery(Task):
    intent: ClassVar = "urge_delivery"
    fields: ClassVar[dict[str, Reader]] = {
        "opening": opening(intent),
        "unshipped": told("unshipped"),
    }

    async def perform(self, session: AsyncSession, turn: Turn, values: Values) -> Outcome:
        if values.get("unshipped") and not values.get("waybill_no"):
            return await self._urge_order(session, turn, values)
        return await self._urge_parcel(session, turn, values)

    async def _urge_parcel(self, session: AsyncSession, turn: Turn, values: Values) -> Outcome:
        waybill_no = await named_waybill(session, turn, values)
        outcome = await urge(
            session,
            turn.asker,
            waybill_no,
            values.get("phone_tail"),
            words=wanted(self.intent, values),
            turn_id=turn.id,
        )
        match outcome:
            case Urged():
                return Done((_urged(outcome),))
            case NotEligible(state=state, status_text=status):
                is_signed = state is ShipmentState.SIGNED
                response = "utter_delivery_signed" if is_signed else "utter_delivery_not_to_urge"
                return Done.saying(response, waybill_no=waybill_no, status=status)
            case _:
                return barred(outcome, waybill_no, turn.asker)

    async def _urge_order(self, session: AsyncSession, turn: Turn, values: Values) -> Outcome:
        order = await own_order(session, turn, values)
        if not isinstance(order, Order):
            return order
        order_no = order.order_no
        if order.state not in TO_SHIP:
            status = ORDER_WORDS.data.states[order.state]
            return Done.saying("utter_delivery_not_to_ship", order_no=order_no, status=status)
        words = wanted(self.intent, values)
        draft = Draft(TicketKind.ORDER, words, turn.id, {"order_no": order_no}, order_id=order.id)
        ticket = (await file_ticket(session, turn.asker, draft)).ticket
        shown = {"order_no": order_no, "ticket_no": ticket.ticket_no}
        return Done.saying("utter_delivery_order_urged", **shown)


def _urged(urged: Urged) -> Reply:
    values = {
        "waybill_no": urged.waybill_no,
        "ticket_no": urged.ticket_no,
        "hours": urged.stall.hours,
        "usual": urged.stall.usual_hours,
    }
    if urged.merged:
        return Reply("utter_delivery_urged_again", values)
    is_stalled = urged.stall.is_stalled
    return Reply("utter_delivery_urged_stalled" if is_stalled else "utter_delivery_urged", values)


def _consented(turn: Turn, asked: bool) -> bool | None:
    if (answer := confirmed(turn, asked)) is not None:
        return answer
    said = told("consented")(turn, asked)
    return said == "yes" if said and (asked or said == "no") else None


class ReportNotReceived(Task):
    intent: ClassVar = "report_not_received"
    fields: ClassVar[dict[str, Reader]] = {"opening": opening(intent), "consented": _consented}

    async def perform(self, session: AsyncSession, turn: Turn, values: Values) -> Outcome:
        waybill_no = await named_waybill(session, turn, values)
        outcome = await not_received.report_not_received(
            session,
            turn.asker,
            waybill_no,
            values.get("consented"),
            words=wanted(self.intent, values),
            turn_id=turn.id,
        )
        match outcome:
            case not_received.ConsentUnknown(point):
                shown = {"waybill_no": waybill_no, "point": point}
                return Ask("consented", (Reply("utter_delivery_left_at", shown),))
            case not_received.AtPickupPoint(point):
                return Done.saying("utter_delivery_waits_at", waybill_no=waybill_no, point=point)
            case not_received.InvestigationOpened():
                return Done((_investigated(outcome),))
            case not_received.ComplaintFiled():
                return Done((_complained(outcome),))
            case NotEligible(status_text=status):
                return Done.saying("utter_delivery_unsigned", waybill_no=waybill_no, status=status)
            case _:
                return barred(outcome, waybill_no, turn.asker)


def _investigated(opened: not_received.InvestigationOpened) -> Reply:
    values = {
        "waybill_no": opened.waybill_no,
        "ticket_no": opened.ticket_no,
        "due": moment(opened.answer_due),
        "at": moment(opened.signed_at) if opened.signed_at else "",
        "signer": opened.signed_by or "",
    }
    card = ticket_card(opened.ticket_no, TicketKind.NOT_RECEIVED, opened.answer_due)
    if opened.merged:
        return Reply("utter_delivery_investigated_already", values, card)
    is_known = opened.signed_at and opened.signed_by
    response = "utter_delivery_investigated_signer" if is_known else "utter_delivery_investigated"
    return Reply(response, values, card)


def _complained(filed: not_received.ComplaintFiled) -> Reply:
    values = {
        "point": filed.pickup_point,
        "clause": filed.clause,
        "ticket_no": filed.ticket_no,
        "due": moment(filed.statutory_due) if filed.statutory_due else "",
    }
    card = ticket_card(filed.ticket_no, TicketKind.COMPLAINT, filed.statutory_due)
    return Reply("utter_delivery_left_without_consent", values, card)
