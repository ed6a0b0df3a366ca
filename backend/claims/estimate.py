"""What a claim may come to."""

from dataclasses import dataclass

from backend.claims.rules import CLAIMS, ClaimKind, ClaimVersion, Insured, Uninsured
from backend.clock import local
from backend.customers.models import Tier
from backend.customers.tiers import TIERS
from backend.errors import InvalidInput
from backend.shipments.models import Shipment


@dataclass(frozen=True)
class Estimate:
    """Between `low_fen` and `high_fen`, under `clause` of the rules `version`."""

    kind: ClaimKind
    is_insured: bool
    low_fen: int
    high_fen: int
    clause: str
    evidence: tuple[str, ...]
    version: str


def estimate(
    shipment: Shipment,
    kind: ClaimKind,
    declared_value_fen: int | None,
    rules_version: str | None = None,
    lost_percent: int | None = None,
) -> Estimate:
    """By the rules in force when the parcel was sent, or by `rules_version`.

    `declared_value_fen`: what the goods were worth; `lost_percent`: the part of them that was lost,
    null when nobody knows yet. Raises `InvalidInput` for an unknown version, a negative value or a
    part outside 0 to 100.
    """
    if declared_value_fen is not None and declared_value_fen < 0:
        raise InvalidInput("a value cannot be negative", field="declared_value_fen")
    if lost_percent is not None and not 0 <= lost_percent <= 100:
        raise InvalidInput("a part is 0 to 100 per cent", field="lost_percent")
    rules = _version(shipment, rules_version)
    if shipment.insured_fen > 0:
        clause = rules.insured.clause
        low, high = _insured(rules.insured, shipment, kind, declared_value_fen, lost_percent)
    else:
        clause = rules.uninsured.clause
        low, high = _uninsured(rules.uninsured, shipment, kind, declared_value_fen, lost_percent)
    return Estimate(
        kind=kind,
        is_insured=shipment.insured_fen > 0,
        low_fen=low,
        high_fen=high,
        clause=clause,
        evidence=tuple(CLAIMS.data.evidence[kind]),
        version=rules.version,
    )


def goodwill_limit(tier: Tier) -> int:
    """What may be paid in goodwill, in fen: for staff, not for customers to see."""
    return TIERS.data.tiers[tier].goodwill_fen


def _version(shipment: Shipment, version: str | None) -> ClaimVersion:
    if version is None:
        return CLAIMS.data.on(local(shipment.created_at).date())
    found = CLAIMS.data.named(version)
    if found is None:
        raise InvalidInput(f"no claim rules {version}", field="rules_version")
    return found


def _insured(
    terms: Insured, shipment: Shipment, kind: ClaimKind, value: int | None, lost: int | None
) -> tuple[int, int]:
    base = shipment.insured_fen if value is None else min(shipment.insured_fen, value)
    least, most = terms.share_percent[kind] if lost is None else (lost, lost)
    return base * least // 100, base * most // 100


def _uninsured(
    terms: Uninsured, shipment: Shipment, kind: ClaimKind, value: int | None, lost: int | None
) -> tuple[int, int]:
    """Up to the cap, within what was really lost: unknown, that may be anything down to nothing."""
    most = min(shipment.freight_fen * terms.freight_multiple[kind], terms.cap_fen)
    part = 100 if kind is ClaimKind.LOSS else lost
    if value is None:
        return 0, most
    if part is None:
        return 0, min(most, value)
    really_lost = min(most, value * part // 100)
    return really_lost, really_lost
