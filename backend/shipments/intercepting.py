"""拦截: stop a parcel and send it back."""

from sqlalchemy.ext.asyncio import AsyncSession

from backend.access.rules import Power
from backend.access.service import Asker
from backend.shipments.carrier_requests import ask_carrier, asked_before, repeated
from backend.shipments.door import Barred, enter
from backend.shipments.models import Shipment
from backend.shipments.outcomes import AskedBefore, NotEligible, Requested, Terms
from backend.shipments.rules import REQUESTS
from backend.tickets.models import TicketKind
from backend.tickets.service import Draft

KIND = TicketKind.INTERCEPT


async def intercept_terms(
    session: AsyncSession, asker: Asker, waybill_no: str
) -> Terms | NotEligible | AskedBefore | Barred:
    """What it would cost; nothing is asked for yet."""
    shipment = await enter(session, asker, waybill_no, Power.INTERCEPT)
    if not isinstance(shipment, Shipment):
        return shipment
    return await asked_before(session, shipment, KIND) or _terms(shipment)


async def intercept(
    session: AsyncSession, asker: Asker, waybill_no: str, *, words: str, turn_id: str
) -> Requested | NotEligible | AskedBefore | Barred:
    shipment = await enter(session, asker, waybill_no, Power.INTERCEPT)
    if not isinstance(shipment, Shipment):
        return shipment
    if earlier := await repeated(session, shipment, turn_id, KIND):
        return earlier
    terms = _terms(shipment)
    if isinstance(terms, NotEligible):
        return terms
    draft = Draft(KIND, words, turn_id, shipment=shipment)
    return await ask_carrier(session, asker, draft, shipment, terms.fee_fen)


def _terms(shipment: Shipment) -> Terms | NotEligible:
    fee_fen = REQUESTS.data.intercept.fee_fen.get(shipment.state)
    if fee_fen is None:
        return NotEligible.of(shipment)
    return Terms(shipment.waybill_no, fee_fen)
