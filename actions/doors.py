"""The door to a parcel: which one is meant, and what is said to who may not come in."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from actions.reply import Reply
from actions.signing_in import SIGN_IN
from actions.task import Ask, Done, Outcome, Values
from actions.turn import Turn
from backend.access.rules import Party
from backend.access.service import Asker
from backend.errors import NotFound
from backend.orders.service import show_order
from backend.shipments.door import AccountNeeded, Barred, NotAllowed
from backend.shipments.tracking import Locked, NotFoundOrNotYours, ProofNeeded, list_shipments

PROOF = ("waybill_no", "phone_tail")


async def named_waybill(session: AsyncSession, turn: Turn, values: Values) -> str:
    """The parcel that was named, else the only one of the order that was, else the only one of
    the customer. Raises `Missing`."""
    if values.get("waybill_no"):
        return str(values["waybill_no"])
    possible = await _of_order(session, turn, values.get("order_no"))
    if not possible:
        possible = [each.waybill_no for each in await list_shipments(session, turn.asker)]
    return possible[0] if len(possible) == 1 else str(values.require("waybill_no"))


async def _of_order(session: AsyncSession, turn: Turn, order_no: str | None) -> Sequence[str]:
    try:
        return (await show_order(session, turn.asker, order_no)).waybills if order_no else ()
    except NotFound:
        return ()


def not_found(waybill_no: str) -> Ask:
    """Reads alike whether the number or the tail is wrong: either may be given anew."""
    wrong = Reply("utter_tracking_not_found", {"waybill_no": waybill_no})
    return Ask("phone_tail", (wrong,), forget=("phone_tail",))


def barred(outcome: Barred, waybill_no: str, asker: Asker) -> Outcome:
    """What a task answers who has not got through `backend.shipments.door`."""
    shown = {"waybill_no": waybill_no}
    match outcome:
        case ProofNeeded():
            return Ask("phone_tail")
        case NotFoundOrNotYours():
            return not_found(waybill_no)
        case Locked():
            return Done((Reply("utter_tracking_locked", handover=True),))
        case AccountNeeded():
            if asker.customer_id is None:
                return SIGN_IN
            return Ask("waybill_no", (Reply("utter_tracking_not_yours", shown),), forget=PROOF)
        case NotAllowed(parties=parties):
            party = "recipient" if Party.RECIPIENT in parties else "sender"
            return Done.saying(f"utter_tracking_only_for_{party}", **shown)
