from datetime import UTC, date, datetime

import pytest

from backend.customers.models import Customer, Tier
from backend.follow_ups.cycle import next_visit


@pytest.mark.parametrize(
    ("tier", "came", "today", "due"),
    [
        (Tier.A, "2026-01-31", "2026-02-01", "2026-04-30"),
        (Tier.A, "2026-01-31", "2026-05-01", "2026-07-31"),
        (Tier.B, "2026-01-15", "2026-07-15", "2026-07-15"),
        (Tier.B, "2026-01-15", "2026-07-16", "2027-01-15"),
        (Tier.C, "2024-02-29", "2026-03-01", "2027-02-28"),
        (Tier.A, "2026-11-23", "2026-11-23", "2027-02-23"),
    ],
)
def test_a_visit_is_due_every_cycle_from_the_first_day(
    tier: Tier, came: str, today: str, due: str
) -> None:
    customer = Customer(tier=tier, created_at=datetime.fromisoformat(came).replace(tzinfo=UTC))
    visit = next_visit(customer, date.fromisoformat(today))
    assert visit is not None
    assert visit.due_on == date.fromisoformat(due)


def test_the_lowest_tier_is_not_visited() -> None:
    customer = Customer(tier=Tier.D, created_at=datetime(2026, 1, 1, tzinfo=UTC))
    assert next_visit(customer, date(2026, 11, 23)) is None
