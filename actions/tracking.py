"""Where is my parcel."""

from dataclasses import asdict
from typing import ClassVar

from sqlalchemy.ext.asyncio import AsyncSession

from actions.doors import named_waybill, not_found
from actions.reply import Reply
from actions.task import Ask, Done, Outcome, Task, Values
from actions.turn import Turn
from backend.clock import local
from backend.shipments.tracking import Found, Locked, NotFoundOrNotYours, ProofNeeded, track
from backend.shipments.views import TrackingView


class TrackShipment(Task):
    intent: ClassVar = "track_shipment"
    is_query: ClassVar = True

    async def perform(self, session: AsyncSession, turn: Turn, values: Values) -> Outcome:
        waybill_no = await named_waybill(session, turn, values)
        match await track(session, turn.asker, waybill_no, values.get("phone_tail")):
            case Found(view):
                return Done((_found(view),))
            case ProofNeeded():
                return Ask("phone_tail")
            case NotFoundOrNotYours():
                return not_found(waybill_no)
            case Locked():
                return Done((Reply("utter_tracking_locked", handover=True),))


def _found(view: TrackingView) -> Reply:
    values = {
        "carrier": view.carrier_name,
        "waybill_no": view.waybill_no,
        "status": view.status_text,
        "latest": view.events[0].text if view.events else "",
    }
    if not view.events:
        return Reply("utter_tracking_no_events", values, card=card(view))
    if view.expected_at is None:
        return Reply("utter_tracking_found", values, card=card(view))
    expected = local(view.expected_at)
    values["expected"] = f"{expected.month}月{expected.day}日"
    return Reply("utter_tracking_on_the_way", values, card=card(view))


def card(view: TrackingView) -> dict[str, object]:
    """The tracking card: newest event first, times in ISO 8601."""
    return {
        "kind": "tracking",
        "waybill_no": view.waybill_no,
        "carrier": view.carrier_name,
        "status": view.state,
        "status_text": view.status_text,
        "expected_at": view.expected_at.isoformat() if view.expected_at else None,
        "pickup_point": view.pickup_point,
        "events": [
            {
                **{key: value for key, value in asdict(event).items() if key != "happened_at"},
                "time": event.happened_at.isoformat(),
            }
            for event in view.events
        ],
    }
