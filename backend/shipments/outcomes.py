"""Answers that several use cases share."""

from dataclasses import dataclass
from typing import Self

from backend.shipments.models import Shipment, ShipmentState
from backend.shipments.words import SHIPMENT_WORDS


@dataclass(frozen=True)
class NotEligible:
    """Not while the parcel is in this state."""

    state: ShipmentState
    status_text: str

    @classmethod
    def of(cls, shipment: Shipment) -> Self:
        return cls(shipment.state, SHIPMENT_WORDS.data.states[shipment.state])


@dataclass(frozen=True)
class AskedBefore:
    """Once per parcel only; this ticket was it."""

    ticket_no: str


@dataclass(frozen=True)
class Terms:
    """It can be asked for, at this fee."""

    waybill_no: str
    fee_fen: int


@dataclass(frozen=True)
class Requested:
    """The carrier was asked, and answers later (`decisions.decide`)."""

    ticket_no: str
    waybill_no: str
    fee_fen: int
