"""Compensation for loss, damage and shortage: filed at once, estimated, never promised."""

import re
from typing import ClassVar

from sqlalchemy.ext.asyncio import AsyncSession

from actions.doors import barred, named_waybill
from actions.fields import confirmed
from actions.meant import meant
from actions.reply import Reply
from actions.said import opening, wanted
from actions.task import Done, Outcome, Reader, Task, Values
from actions.tickets import ticket_card
from actions.turn import Turn
from actions.wording import bullets, told, yuan
from backend.access.rules import Power
from backend.claims.estimate import Estimate
from backend.claims.rules import CLAIMS, ClaimKind
from backend.claims.service import ClaimDraft, ClaimFiled, claim_estimate, file_claim
from backend.shipments.door import enter
from backend.shipments.models import Shipment, ShipmentState
from backend.shipments.outcomes import NotEligible
from backend.tickets.models import TicketKind

BARE_SUM = re.compile(r"(?<![\d.])\d{1,6}(?:\.\d{1,2})?(?![\d.])")
UNKNOWN = -1
"""Fen of a value that the customer does not know."""


def _value(turn: Turn, asked: bool) -> int | None:
    if (entity := meant(turn, "amount")) and entity.normal:
        return int(entity.normal["fen"])
    if not asked:
        return None
    if found := BARE_SUM.search(turn.text):
        return round(float(found.group()) * 100)
    is_unknown = confirmed(turn, asked) is False or told("value_unknown")(turn, asked)
    return UNKNOWN if is_unknown else None


class FileClaim(Task):
    intent: ClassVar = "file_claim"
    fields: ClassVar[dict[str, Reader]] = {
        "opening": opening(intent),
        "claim_kind": told("claim_kind"),
        "claim_value": _value,
    }

    async def perform(self, session: AsyncSession, turn: Turn, values: Values) -> Outcome:
        waybill_no = await named_waybill(session, turn, values)
        held = await enter(session, turn.asker, waybill_no, Power.CLAIM)
        if not isinstance(held, Shipment):
            return barred(held, waybill_no, turn.asker)
        kind = ClaimKind(values.require("claim_kind"))
        value = values.get("claim_value")
        draft = ClaimDraft(
            waybill_no=waybill_no,
            kind=kind,
            words=wanted(self.intent, values),
            turn_id=turn.id,
            declared_value_fen=None if value in (None, UNKNOWN) else value,
        )
        possible = await claim_estimate(session, turn.asker, draft)
        if isinstance(possible, NotEligible):
            return _not_eligible(possible, draft)
        values.require("claim_value")
        filed = await file_claim(session, turn.asker, draft)
        match filed:
            case ClaimFiled():
                return Done(_filed(filed))
            case NotEligible():
                return _not_eligible(filed, draft)
            case _:
                return barred(filed, waybill_no, turn.asker)


def _not_eligible(refusal: NotEligible, draft: ClaimDraft) -> Done:
    is_signed = refusal.state is ShipmentState.SIGNED and draft.kind is ClaimKind.LOSS
    return Done.saying(
        "utter_claims_signed" if is_signed else "utter_claims_not_now",
        waybill_no=draft.waybill_no,
        status=refusal.status_text,
        kind=CLAIMS.data.kinds[draft.kind],
    )


def _filed(filed: ClaimFiled) -> tuple[Reply, ...]:
    values = {
        "waybill_no": filed.waybill_no,
        "ticket_no": filed.ticket_no,
        "kind": CLAIMS.data.kinds[filed.estimate.kind],
    }
    response = "utter_claims_joined" if filed.merged else "utter_claims_filed"
    card = ticket_card(filed.ticket_no, TicketKind.CLAIM)
    evidence = {"evidence": bullets(filed.estimate.evidence)}
    return (
        Reply(response, values, card),
        _estimated(filed.estimate),
        Reply("utter_claims_evidence", evidence),
    )


def _estimated(found: Estimate) -> Reply:
    values = {
        "low": yuan(found.low_fen),
        "high": yuan(found.high_fen),
        "clause": found.clause,
    }
    if found.low_fen == found.high_fen:
        return Reply("utter_claims_estimate", values)
    return Reply(
        "utter_claims_estimate_range" if found.low_fen else "utter_claims_estimate_up_to", values
    )
