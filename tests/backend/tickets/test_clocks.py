from datetime import datetime, timedelta

import pytest

from backend.clock import SHANGHAI
from backend.duty.calendar import is_working_day
from backend.tickets.clocks import after_business_time


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        ("2026-11-23 09:00", 2, "2026-11-23 11:00"),
        ("2026-11-23 19:00", 2, "2026-11-24 09:00"),
        ("2026-11-23 03:00", 1, "2026-11-23 09:00"),
        ("2026-11-23 22:00", 1, "2026-11-24 09:00"),
        ("2026-11-27 19:30", 1, "2026-11-30 08:30"),  # a Friday evening
        ("2026-09-30 19:00", 2, "2026-10-08 09:00"),  # before the National Day week
        ("2026-11-23 08:00", 24, "2026-11-24 20:00"),
    ],
)
def test_the_clock_runs_in_business_hours_only(start: str, hours: int, due: str) -> None:
    assert after_business_time(at(start), timedelta(hours=hours)) == at(due)


def test_a_year_without_published_holidays_goes_by_weekdays() -> None:
    assert is_working_day(at("2090-01-02 00:00").date())
    assert not is_working_day(at("2090-01-01 00:00").date())
