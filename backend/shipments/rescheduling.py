"""改约: another delivery time, or another way of handing over."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from backend.access.rules import Power
from backend.access.service import Asker
from backend.clock import now
from backend.errors import InvalidInput
from backend.shipments.door import Barred, enter
from backend.shipments.models import Shipment
from backend.shipments.outcomes import NotEligible
from backend.shipments.rules import REQUESTS, HandOver
from backend.tickets.models import TicketKind
from backend.tickets.service import Draft, file_ticket


@dataclass(frozen=True)
class Wish:
    """A stretch of time (aware), a way of handing over, or both."""

    start: datetime | None = None
    end: datetime | None = None
    handover: HandOver | None = None


@dataclass(frozen=True)
class Rescheduled:
    """`merged`: it replaced an earlier wish. `handover_text` as the table words it."""

    ticket_no: str
    waybill_no: str
    merged: bool
    wish: Wish
    handover_text: str | None


@dataclass(frozen=True)
class BadTime:
    """Over already, or later than a parcel is kept (`latest`)."""

    latest: datetime


async def reschedule(
    session: AsyncSession, asker: Asker, waybill_no: str, wish: Wish, *, words: str, turn_id: str
) -> Rescheduled | NotEligible | BadTime | Barred:
    """Raises `InvalidInput` for an empty wish."""
    if wish == Wish():
        raise InvalidInput("neither a time nor a way of handing over", field="wish")
    shipment = await enter(session, asker, waybill_no, Power.RESCHEDULE)
    if not isinstance(shipment, Shipment):
        return shipment
    terms = REQUESTS.data.reschedule
    if shipment.state not in terms.states:
        return NotEligible.of(shipment)
    latest = now() + timedelta(days=terms.latest_days)
    start, end = wish.start or wish.end, wish.end or wish.start
    if start and end and not (now() < end and start <= min(end, latest)):
        return BadTime(latest)
    facts = _facts(wish)
    draft = Draft(TicketKind.RESCHEDULE, words, turn_id, facts, shipment)
    filed = await file_ticket(session, asker, draft)
    if filed.merged:
        filed.ticket.facts = {**filed.ticket.facts, **facts}
    text = terms.handovers[wish.handover] if wish.handover else None
    return Rescheduled(filed.ticket.ticket_no, shipment.waybill_no, filed.merged, wish, text)


def _facts(wish: Wish) -> dict[str, object]:
    facts = {
        "start": wish.start.isoformat() if wish.start else None,
        "end": wish.end.isoformat() if wish.end else None,
        "handover": wish.handover.value if wish.handover else None,
    }
    return {key: value for key, value in facts.items() if value is not None}
