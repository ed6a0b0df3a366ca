"""Where is my parcel: the tracking use case, and the one door to a shipment."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from backend.access.models import Level
from backend.access.service import NOBODY, Asker, prove_by_tail, standing
from backend.carriers.waybills import normalize_waybill
from backend.errors import LockedOut, YidaError
from backend.shipments import queries
from backend.shipments.models import Shipment
from backend.shipments.views import ShipmentSummary, TrackingView

LIST_LENGTH = 20


class NeedsProof(YidaError):
    """More has to be proved first. Raised for missing waybills too, so that the two read alike."""

    code = "needs_proof"


@dataclass(frozen=True)
class Found:
    view: TrackingView


@dataclass(frozen=True)
class ProofNeeded:
    """Ask for the phone tail. Says nothing about whether the waybill exists."""


@dataclass(frozen=True)
class NotFoundOrNotYours:
    pass


@dataclass(frozen=True)
class Locked:
    pass


Outcome = Found | ProofNeeded | NotFoundOrNotYours | Locked


async def track(
    session: AsyncSession, asker: Asker, waybill_no: str, phone_tail: str | None = None
) -> Outcome:
    """Writes guesses and grants, so it belongs in a `transaction`, whatever it answers."""
    number = normalize_waybill(waybill_no)
    shipment = await queries.by_waybill(session, number)
    held = await standing(session, asker, shipment) if shipment else NOBODY
    if held.level < Level.TRACE:
        if phone_tail is None:
            return ProofNeeded()
        try:
            proved = await prove_by_tail(session, asker, number, shipment, phone_tail)
        except LockedOut:
            return Locked()
        if not proved:
            return NotFoundOrNotYours()
    assert shipment is not None  # noqa: S101 - a proof or a standing is about a shipment
    return Found(TrackingView.of(shipment, await queries.events_of(session, shipment.id)))


async def get_shipment(
    session: AsyncSession, asker: Asker, waybill_no: str, level: Level
) -> Shipment:
    """The shipment, for an asker who holds at least `level`. Raises `NeedsProof` otherwise."""
    shipment = await queries.by_waybill(session, normalize_waybill(waybill_no))
    if shipment is None or (await standing(session, asker, shipment)).level < level:
        raise NeedsProof
    return shipment


async def list_shipments(session: AsyncSession, asker: Asker) -> list[ShipmentSummary]:
    """A signed-in customer's own, newest first; nobody else has any."""
    if asker.customer_id is None:
        return []
    rows = await queries.of_customer(session, asker.customer_id, LIST_LENGTH)
    return [ShipmentSummary.of(row) for row in rows]
