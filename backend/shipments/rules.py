from enum import StrEnum

from pydantic import NonNegativeInt, PositiveInt, model_validator

from backend.quotes.zones import Zone
from backend.rules.table import Row, Table
from backend.shipments.models import ShipmentState


class HandOver(StrEnum):
    DOOR = "door"
    STATION = "station"
    LOCKER = "locker"
    SELF_PICKUP = "self_pickup"
    RECEPTION = "reception"


class Legs(Row):
    stalled_percent: PositiveInt
    usual_hours: dict[ShipmentState, dict[Zone, PositiveInt]]

    @model_validator(mode="after")
    def complete(self) -> "Legs":
        for state, hours in self.usual_hours.items():
            if missing := set(Zone) - set(hours):
                raise ValueError(f"{state}: no hours for {sorted(missing)}")
        return self


class InterceptTerms(Row):
    fee_fen: dict[ShipmentState, NonNegativeInt]


class ChangeTerms(Row):
    fee_fen: dict[ShipmentState, NonNegativeInt]
    other_city_percent: NonNegativeInt


class RescheduleTerms(Row):
    states: frozenset[ShipmentState]
    latest_days: PositiveInt
    handovers: dict[HandOver, str]


class ContactTerms(Row):
    states: frozenset[ShipmentState]


class NotReceivedTerms(Row):
    states: frozenset[ShipmentState]
    clause: str


class CarrierTerms(Row):
    answer_minutes: PositiveInt
    refusal: str


class RequestRules(Row):
    legs: Legs
    intercept: InterceptTerms
    change_address: ChangeTerms
    reschedule: RescheduleTerms
    carrier: CarrierTerms
    courier_contact: ContactTerms
    not_received: NotReceivedTerms


REQUESTS = Table("shipments/requests.yml", RequestRules)
