"""The door to a parcel: which one is meant, and what is said to who may not come in."""

from sqlalchemy.ext.asyncio import AsyncSession

from actions.reply import Reply
from actions.task import Ask, Done, Outcome, Values
from actions.turn import Turn
from backend.access.rules import Party
from backend.access.service import Asker
from backend.errors import NotFound
from backend.orders.service import show_order
from backend.shipments.door import AccountNeeded, Barred, NotAllowed
from backend.shipments.tracking import Locked, NotFoundOrNotYours, ProofNeeded

PROOF = ("waybill_no", "phone_tail")


async def named_waybill(session: AsyncSession, turn: Turn, values: Values) -> str:
    """The parcel that was named, or the only one of the order that was. Raises `Missing`."""
    order_no = values.get("order_no")
    if order_no and not values.get("waybill_no"):
        try:
            order = await show_order(session, turn.asker, order_no)
        except NotFound:
            return str(values.require("waybill_no"))
        if len(order.waybills) == 1:
            return order.waybills[0]
    return str(values.require("waybill_no"))


def barred(outcome: Barred, waybill_no: str, asker: Asker) -> Outcome:
    """What a task answers who has not got through `backend.shipments.door`."""
    shown = {"waybill_no": waybill_no}
    match outcome:
        case ProofNeeded():
            return Ask("phone_tail")
        case NotFoundOrNotYours():
            return Ask("waybill_no", (Reply("utter_tracking_not_found", shown),), forget=PROOF)
        case Locked():
            return Done((Reply("utter_tracking_locked", handover=True),))
        case AccountNeeded():
            if asker.customer_id is None:
                return Done.saying("utter_tracking_sign_in")
            return Ask("waybill_no", (Reply("utter_tracking_not_yours", shown),), forget=PROOF)
        case NotAllowed(parties=parties):
            party = "recipient" if Party.RECIPIENT in parties else "sender"
            return Done.saying(f"utter_tracking_only_for_{party}", **shown)
