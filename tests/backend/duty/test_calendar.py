from datetime import date, datetime

import pytest

from backend.clock import SHANGHAI
from backend.duty.calendar import is_open, is_working_day, next_opening
from backend.duty.rules import DUTY


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-02-14", True),  # a Saturday worked for the Spring Festival of 2026
        ("2026-02-17", False),
        ("2026-10-01", False),
        ("2026-11-24", True),
        ("2027-01-01", False),
        ("2027-02-05", False),
        ("2027-02-11", True),
        ("2027-06-09", False),
        ("2027-09-15", False),
        ("2027-10-05", False),
        ("2027-10-06", True),
        ("2027-10-10", False),
    ],
)
def test_holidays_and_worked_weekends_are_known(day: str, works: bool) -> None:
    assert is_working_day(date.fromisoformat(day)) is works


@pytest.mark.parametrize(
    ("moment", "open_"),
    [
        ("2026-11-24 08:00", True),
        ("2026-11-24 07:59", False),
        ("2026-11-24 19:59", True),
        ("2026-11-24 20:00", False),
        ("2026-11-28 08:30", False),  # Saturday
        ("2026-11-28 09:00", True),
        ("2027-02-06 18:00", False),
    ],
)
def test_the_office_keeps_its_hours(moment: str, open_: bool) -> None:
    assert is_open(at(moment)) is open_


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        ("2026-11-24 12:00", "2026-11-24 12:00"),
        ("2026-11-24 07:00", "2026-11-24 08:00"),
        ("2026-11-24 21:00", "2026-11-25 08:00"),
        ("2026-11-27 20:00", "2026-11-28 09:00"),
        ("2026-12-31 23:00", "2027-01-01 09:00"),
    ],
)
def test_the_next_opening_is_told(moment: str, opens: str) -> None:
    assert next_opening(at(moment)) == at(opens)


def test_a_day_without_hours_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    closed = DUTY.data.model_copy(update={"hours": {**DUTY.data.hours, "day_off": None}})
    monkeypatch.setattr(DUTY, "data", closed)
    assert not is_open(at("2026-11-28 12:00"))
    assert next_opening(at("2026-11-27 20:00")) == at("2026-11-30 08:00")
