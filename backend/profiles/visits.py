"""When a customer is to be visited next: by the tier's cycle (customers/tiers.yml)."""

import calendar
from dataclasses import dataclass
from datetime import date

from backend.clock import local
from backend.customers.models import Customer
from backend.customers.tiers import TIERS


@dataclass(frozen=True)
class Visit:
    due_on: date
    cycle_months: int


def next_visit(customer: Customer, today: date) -> Visit | None:
    """Counted from the day the customer came; None for a tier that is not visited."""
    cycle = TIERS.data.tiers[customer.tier].visit_months
    if cycle is None:
        return None
    began = local(customer.created_at).date()
    passed = (today.year - began.year) * 12 + today.month - began.month
    periods = max(passed // cycle, 1)
    while (due := months_after(began, periods * cycle)) < today:
        periods += 1
    return Visit(due, cycle)


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
