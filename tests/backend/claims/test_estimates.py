from datetime import UTC, datetime

import pytest
from makers import shipment

from backend.claims.estimate import estimate, goodwill_limit
from backend.claims.rules import ClaimKind
from backend.customers.models import Tier
from backend.errors import InvalidInput
from backend.shipments.models import Shipment


def parcel(insured_fen: int = 0, freight_fen: int = 1200, year: int = 2026) -> Shipment:
    row = shipment()
    row.insured_fen, row.freight_fen = insured_fen, freight_fen
    row.created_at = datetime(year, 6, 1, tzinfo=UTC)
    return row


@pytest.mark.parametrize(
    ("kind", "value_fen", "percent", "between"),
    [
        (ClaimKind.LOSS, None, None, (100_000, 100_000)),
        (ClaimKind.LOSS, 60_000, None, (60_000, 60_000)),
        (ClaimKind.LOSS, 300_000, None, (100_000, 100_000)),
        (ClaimKind.DAMAGE, None, None, (10_000, 100_000)),
        (ClaimKind.DAMAGE, 60_000, 50, (30_000, 30_000)),
        (ClaimKind.SHORTAGE, None, 25, (25_000, 25_000)),
    ],
)
def test_insured_goods_are_paid_by_the_share_that_was_lost(
    kind: ClaimKind, value_fen: int | None, percent: int | None, between: tuple[int, int]
) -> None:
    found = estimate(parcel(insured_fen=100_000), kind, value_fen, lost_percent=percent)
    assert found.is_insured
    assert (found.low_fen, found.high_fen) == between


@pytest.mark.parametrize(
    ("kind", "freight_fen", "value_fen", "percent", "between"),
    [
        (ClaimKind.LOSS, 1200, None, None, (0, 8_400)),
        (ClaimKind.LOSS, 1200, 50_000, None, (8_400, 8_400)),
        (ClaimKind.LOSS, 1200, 3_000, None, (3_000, 3_000)),
        (ClaimKind.LOSS, 99_900, 500_000, None, (100_000, 100_000)),
        (ClaimKind.DAMAGE, 1200, 50_000, None, (0, 6_000)),
        (ClaimKind.DAMAGE, 1200, 8_000, 50, (4_000, 4_000)),
    ],
)
def test_uninsured_goods_are_paid_by_a_multiple_of_the_freight_up_to_a_cap(
    kind: ClaimKind,
    freight_fen: int,
    value_fen: int | None,
    percent: int | None,
    between: tuple[int, int],
) -> None:
    row = parcel(freight_fen=freight_fen)
    found = estimate(row, kind, value_fen, lost_percent=percent)
    assert not found.is_insured
    assert (found.low_fen, found.high_fen) == between


def test_the_rules_of_the_day_it_was_sent_apply() -> None:
    then = estimate(parcel(year=2025), ClaimKind.LOSS, 50_000)
    today = estimate(parcel(year=2026), ClaimKind.LOSS, 50_000)
    assert (then.version, then.high_fen) == ("2024-03", 6_000)
    assert (today.version, today.high_fen) == ("2026-01", 8_400)
    assert estimate(parcel(year=2026), ClaimKind.LOSS, 50_000, "2024-03") == then


def test_an_estimate_names_its_clause_and_the_evidence() -> None:
    found = estimate(parcel(), ClaimKind.DAMAGE, None)
    assert "第二十七条" in found.clause
    assert any("照片" in line for line in found.evidence)


def test_what_makes_no_sense_is_refused() -> None:
    for value, version, percent in ((-1, None, None), (1, "1999", None), (1, None, 101)):
        with pytest.raises(InvalidInput):
            estimate(parcel(), ClaimKind.LOSS, value, version, percent)


def test_a_better_tier_has_more_goodwill() -> None:
    limits = [goodwill_limit(tier) for tier in (Tier.A, Tier.B, Tier.C, Tier.D)]
    assert limits == sorted(limits, reverse=True)
    assert limits[0] > limits[-1]
