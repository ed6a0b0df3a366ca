"""What every source of traces answers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True)
class Scan:
    """`code` is a key of trace_codes.yml, null when the carrier gave none."""

    happened_at: datetime
    code: str | None
    place: str
    text: str


@dataclass(frozen=True)
class Trace:
    """`code` is the state of the whole parcel; `scans` newest first."""

    waybill_no: str
    carrier_code: str
    code: str | None
    scans: tuple[Scan, ...]


class Carrier(Protocol):
    async def trace(self, waybill_no: str, carrier_code: str, phone_tail: str | None) -> Trace:
        """Raises `NotFound` for an unknown parcel, `Forbidden` for a wrong or missing phone tail
        where it is wanted, `Unavailable` when there is no answer in time."""
        ...
