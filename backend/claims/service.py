"""Filing a claim: one open ticket per parcel, with its estimate."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from backend.access.rules import Power
from backend.access.service import Asker
from backend.claims.estimate import Estimate, estimate, goodwill_limit
from backend.claims.rules import CLAIMS, ClaimKind
from backend.customers.models import Customer
from backend.shipments.door import Barred, enter
from backend.shipments.models import Shipment
from backend.shipments.outcomes import NotEligible
from backend.tickets.models import TicketKind
from backend.tickets.rules import TICKETS
from backend.tickets.service import Draft, file_ticket


@dataclass(frozen=True)
class ClaimDraft:
    """`words`: what the customer said. The rest as in `estimate`."""

    waybill_no: str
    kind: ClaimKind
    words: str
    turn_id: str
    declared_value_fen: int | None = None
    lost_percent: int | None = None


@dataclass(frozen=True)
class ClaimFiled:
    """`merged`: the open claim on this parcel took it in."""

    ticket_no: str
    waybill_no: str
    merged: bool
    estimate: Estimate


async def claim_estimate(
    session: AsyncSession, asker: Asker, draft: ClaimDraft
) -> Estimate | NotEligible | Barred:
    """What it may come to; nothing is filed. Raises as `estimate` does."""
    shipment = await enter(session, asker, draft.waybill_no, Power.CLAIM)
    return _estimate(shipment, draft) if isinstance(shipment, Shipment) else shipment


async def file_claim(
    session: AsyncSession, asker: Asker, draft: ClaimDraft
) -> ClaimFiled | NotEligible | Barred:
    """`NotEligible`: no such claim in the parcel's state. Raises as `estimate` does."""
    shipment = await enter(session, asker, draft.waybill_no, Power.CLAIM)
    if not isinstance(shipment, Shipment):
        return shipment
    estimated = _estimate(shipment, draft)
    if isinstance(estimated, NotEligible):
        return estimated
    facts = _facts(draft, estimated) | {"goodwill_fen": await _goodwill(session, asker)}
    ticket_draft = Draft(TicketKind.CLAIM, draft.words, draft.turn_id, facts, shipment)
    filed = await file_ticket(session, asker, ticket_draft)
    if filed.merged:
        filed.ticket.facts = {**filed.ticket.facts, **facts}
    return ClaimFiled(filed.ticket.ticket_no, shipment.waybill_no, filed.merged, estimated)


def _estimate(shipment: Shipment, draft: ClaimDraft) -> Estimate | NotEligible:
    if shipment.state not in CLAIMS.data.states[draft.kind]:
        return NotEligible.of(shipment)
    return estimate(shipment, draft.kind, draft.declared_value_fen, lost_percent=draft.lost_percent)


def _facts(draft: ClaimDraft, estimated: Estimate) -> dict[str, object]:
    return {
        "claim_kind": draft.kind.value,
        "declared_value_fen": draft.declared_value_fen,
        "lost_percent": draft.lost_percent,
        "low_fen": estimated.low_fen,
        "high_fen": estimated.high_fen,
        "clause": estimated.clause,
        "rules_version": estimated.version,
    }


async def _goodwill(session: AsyncSession, asker: Asker) -> int:
    customer = await session.get(Customer, asker.customer_id) if asker.customer_id else None
    return goodwill_limit(customer.tier if customer else TICKETS.data.default_tier)
