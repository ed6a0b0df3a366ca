"""When will my parcel come."""

from typing import ClassVar

from sqlalchemy.ext.asyncio import AsyncSession

from actions.doors import barred, named_waybill
from actions.reply import Reply
from actions.task import Done, Outcome, Task, Values
from actions.turn import Turn
from actions.wording import moment
from backend.shipments.expected_time import Arrived, Expected, expected_time
from backend.shipments.models import ShipmentState
from backend.shipments.outcomes import NotEligible


class AskDeliveryTime(Task):
    intent: ClassVar = "ask_delivery_time"
    is_query: ClassVar = True

    async def perform(self, session: AsyncSession, turn: Turn, values: Values) -> Outcome:
        waybill_no = await named_waybill(session, turn, values)
        outcome = await expected_time(session, turn.asker, waybill_no, values.get("phone_tail"))
        match outcome:
            case Expected():
                return Done((_expected(outcome),))
            case Arrived():
                return Done((_arrived(outcome),))
            case NotEligible(status_text=status):
                return Done.saying(
                    "utter_tracking_not_coming", waybill_no=waybill_no, status=status
                )
            case _:
                return barred(outcome, waybill_no, turn.asker)


def _expected(found: Expected) -> Reply:
    values = {
        "waybill_no": found.waybill_no,
        "carrier": found.carrier_name,
        "expected": moment(found.expected_at) if found.expected_at else "",
        "hours": found.stall.hours,
        "usual": found.stall.usual_hours,
    }
    if found.is_late:
        return Reply("utter_tracking_late", values)
    if found.stall.is_stalled:
        return Reply("utter_tracking_stalled", values)
    return Reply("utter_tracking_expected" if found.expected_at else "utter_tracking_open", values)


def _arrived(found: Arrived) -> Reply:
    values = {
        "waybill_no": found.waybill_no,
        "at": moment(found.arrived_at) if found.arrived_at else "",
        "point": found.pickup_point or "",
    }
    if found.state is ShipmentState.AWAITING_PICKUP:
        return Reply("utter_tracking_awaiting_pickup", values)
    return Reply("utter_tracking_signed", values)
