"""What a customer is shown of a shipment: masked, in words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from backend.carriers.rules import TRACE_CODES
from backend.carriers.waybills import carrier_name
from backend.privacy import mask_name, mask_phone, mask_phones_in
from backend.shipments.models import Shipment, ShipmentState, TraceEvent
from backend.shipments.words import SHIPMENT_WORDS


@dataclass(frozen=True)
class EventView:
    code: str
    happened_at: datetime
    place: str
    text: str

    @classmethod
    def of(cls, event: TraceEvent) -> Self:
        return cls(event.code, event.happened_at, event.place, mask_phones_in(event.text))


@dataclass(frozen=True)
class TrackingView:
    """`status_code` is the newest event's, null before the first; `events` newest first."""

    waybill_no: str
    carrier_code: str
    carrier_name: str
    state: ShipmentState
    status_code: str | None
    status_text: str
    expected_at: datetime | None
    recipient_name: str
    recipient_phone: str
    pickup_point: str | None
    events: tuple[EventView, ...]

    @classmethod
    def of(cls, shipment: Shipment, events: list[TraceEvent]) -> Self:
        code = events[0].code if events else None
        known = TRACE_CODES.data.codes.get(code) if code else None
        moving = shipment.signed_at is None
        return cls(
            waybill_no=shipment.waybill_no,
            carrier_code=shipment.carrier_code,
            carrier_name=carrier_name(shipment.carrier_code),
            state=shipment.state,
            status_code=code,
            status_text=known.text if known else SHIPMENT_WORDS.data.states[shipment.state],
            expected_at=shipment.promised_at if moving else None,
            recipient_name=mask_name(shipment.recipient_name),
            recipient_phone=mask_phone(shipment.recipient_phone),
            pickup_point=shipment.pickup_point,
            events=tuple(EventView.of(event) for event in events),
        )


@dataclass(frozen=True)
class ShipmentSummary:
    """A line in a customer's own list."""

    waybill_no: str
    carrier_name: str
    state: ShipmentState
    status_text: str
    goods: str
    recipient: str
    created_at: datetime
    expected_at: datetime | None

    @classmethod
    def of(cls, shipment: Shipment) -> Self:
        return cls(
            waybill_no=shipment.waybill_no,
            carrier_name=carrier_name(shipment.carrier_code),
            state=shipment.state,
            status_text=SHIPMENT_WORDS.data.states[shipment.state],
            goods=shipment.goods,
            recipient=mask_name(shipment.recipient_name),
            created_at=shipment.created_at,
            expected_at=shipment.promised_at if shipment.signed_at is None else None,
        )
