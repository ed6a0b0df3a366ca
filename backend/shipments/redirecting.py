"""改地址: another address, recipient or phone."""

from dataclasses import asdict, dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from backend.access.rules import Power
from backend.access.service import Asker
from backend.errors import InvalidInput
from backend.places.service import UnknownPlace, find_place
from backend.shipments.carrier_requests import ask_carrier, asked_before, repeated
from backend.shipments.door import Barred, enter
from backend.shipments.models import Shipment
from backend.shipments.outcomes import AskedBefore, NotEligible, Requested, Terms
from backend.shipments.rules import REQUESTS
from backend.tickets.models import TicketKind
from backend.tickets.service import Draft

KIND = TicketKind.CHANGE_ADDRESS


@dataclass(frozen=True)
class NewRecipient:
    """What changes; at least one of the three."""

    address: str | None = None
    name: str | None = None
    phone: str | None = None


async def change_terms(
    session: AsyncSession, asker: Asker, waybill_no: str, wanted: NewRecipient | None = None
) -> Terms | NotEligible | AskedBefore | Barred:
    """What it would cost, for all that is known so far; nothing is asked for yet."""
    shipment = await enter(session, asker, waybill_no, Power.CHANGE_ADDRESS)
    if not isinstance(shipment, Shipment):
        return shipment
    earlier = await asked_before(session, shipment, KIND)
    return earlier or _terms(shipment, wanted or NewRecipient())


async def change_address(
    session: AsyncSession,
    asker: Asker,
    waybill_no: str,
    wanted: NewRecipient,
    *,
    words: str,
    turn_id: str,
) -> Requested | NotEligible | AskedBefore | Barred:
    """Raises `InvalidInput` when nothing is to change."""
    facts: dict[str, object] = {key: value for key, value in asdict(wanted).items() if value}
    if not facts:
        raise InvalidInput("nothing to change", field="wanted")
    shipment = await enter(session, asker, waybill_no, Power.CHANGE_ADDRESS)
    if not isinstance(shipment, Shipment):
        return shipment
    if earlier := await repeated(session, shipment, turn_id, KIND):
        return earlier
    terms = _terms(shipment, wanted)
    if isinstance(terms, NotEligible):
        return terms
    draft = Draft(KIND, words, turn_id, facts, shipment)
    return await ask_carrier(session, asker, draft, shipment, terms.fee_fen)


def new_city(shipment: Shipment, address: str | None) -> str:
    """The city that `address` names; one that names none is in the same city as before."""
    try:
        place = find_place(address) if address else None
    except UnknownPlace:
        place = None
    return place.city if place and place.city else shipment.recipient_city


def _terms(shipment: Shipment, wanted: NewRecipient) -> Terms | NotEligible:
    terms = REQUESTS.data.change_address
    fee_fen = terms.fee_fen.get(shipment.state)
    if fee_fen is None:
        return NotEligible.of(shipment)
    if new_city(shipment, wanted.address) != new_city(shipment, shipment.recipient_city):
        fee_fen += shipment.freight_fen * terms.other_city_percent // 100
    return Terms(shipment.waybill_no, fee_fen)
