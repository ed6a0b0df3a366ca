"""The door to a shipment for the use cases: who may come in, and what they are told who may not."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from backend.access.models import Level
from backend.access.rules import ACCESS, Party, Power
from backend.access.service import NOBODY, Asker, Standing, prove_by_tail, standing
from backend.carriers.waybills import normalize_waybill
from backend.errors import LockedOut
from backend.shipments import queries
from backend.shipments.models import Shipment
from backend.shipments.tracking import Locked, NotFoundOrNotYours, ProofNeeded


@dataclass(frozen=True)
class AccountNeeded:
    """Only the signed-in account or a one-time code opens this. Said of missing waybills too."""


@dataclass(frozen=True)
class NotAllowed:
    """It is their parcel, but the matter is for one of `parties`."""

    power: Power
    parties: frozenset[Party]


Barred = ProofNeeded | NotFoundOrNotYours | Locked | AccountNeeded | NotAllowed


async def enter(
    session: AsyncSession,
    asker: Asker,
    waybill_no: str,
    power: Power | None,
    phone_tail: str | None = None,
) -> Shipment | Barred:
    """`power` None: whoever may see the trace. Writes guesses and grants."""
    number = normalize_waybill(waybill_no)
    shipment = await queries.by_waybill(session, number)
    held = await standing(session, asker, shipment) if shipment else NOBODY
    if _suffices_tail(power):
        if held.level < Level.TRACE:
            barred = await _prove(session, asker, number, shipment, phone_tail)
            if barred is not None:
                return barred
            assert shipment is not None  # noqa: S101 - only an existing one can be proved
            held = await standing(session, asker, shipment)
    elif held.level < Level.FULL:
        return AccountNeeded()
    assert shipment is not None  # noqa: S101 - a standing is about a shipment
    return _with_power(shipment, held, power)


def _suffices_tail(power: Power | None) -> bool:
    return power is None or power in ACCESS.data.powers[Party.TRACED]


async def _prove(
    session: AsyncSession, asker: Asker, number: str, shipment: Shipment | None, tail: str | None
) -> Barred | None:
    if tail is None:
        return ProofNeeded()
    try:
        proved = await prove_by_tail(session, asker, number, shipment, tail)
    except LockedOut:
        return Locked()
    return None if proved else NotFoundOrNotYours()


def _with_power(shipment: Shipment, held: Standing, power: Power | None) -> Shipment | NotAllowed:
    if power is None or held.may(power):
        return shipment
    parties = frozenset(party for party, powers in ACCESS.data.powers.items() if power in powers)
    return NotAllowed(power, parties)
