"""By what rows of the database are known as a person's."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Value = Any
"""An id, a name, or a pair of channel and user."""

CHUNK = 500
"""Values in one IN; SQLite takes 32,766 parameters."""


class Whose(StrEnum):
    """SENT and RECEIVED are the two sides of a parcel: each belongs to its own person. PASSED:
    parcels of either side. ADDRESSED: orders that somebody else placed for the person."""

    CUSTOMER = "customer"
    PHONE = "phone"
    CHANNEL_USER = "channel_user"
    CONVERSATION = "conversation"
    MESSAGE = "message"
    COUNTED = "counted"
    AUDITED = "audited"
    ORDER = "order"
    ADDRESSED = "addressed"
    SENT = "sent"
    RECEIVED = "received"
    PASSED = "passed"
    TICKET = "ticket"
    PICKUP = "pickup"
    RETURN = "return"
    INVOICE = "invoice"
    SURVEY = "survey"
    NOTICE = "notice"
    ARRIVAL = "arrival"


@dataclass(frozen=True)
class Belongings:
    """What is to be exported or erased, by the values that name it."""

    found: Mapping[Whose, Sequence[Value]]

    def of(self, whose: Whose) -> Sequence[Value]:
        return self.found.get(whose, ())

    def chunks(self, whose: Whose) -> Iterator[Sequence[Value]]:
        values = self.of(whose)
        return (values[start : start + CHUNK] for start in range(0, len(values), CHUNK))

    def __bool__(self) -> bool:
        return any(self.found.values())
