from datetime import time

from pydantic import PositiveInt

from backend.access.rules import Power
from backend.customers.models import Tier
from backend.rules.table import Row, Table
from backend.tickets.models import TicketKind, TicketPriority, TicketState


class BusinessHours(Row):
    opens: time
    closes: time


class KindRow(Row):
    name: str
    priority: TicketPriority
    statutory_days: PositiveInt | None = None
    merge: bool = False
    once: bool = False
    needs: Power | None = None
    caused: bool = False
    follow_up_days: PositiveInt | None = None
    internal: bool = False


class FollowUps(Row):
    ahead_days: PositiveInt
    after: str
    cycle: str


class TicketRules(Row):
    business_hours: BusinessHours
    default_tier: Tier
    kinds: dict[TicketKind, KindRow]
    time_share_percent: dict[TicketPriority, PositiveInt]
    raising_words: list[str]
    causes: dict[str, str]
    follow_ups: FollowUps
    states: dict[TicketState, str]


TICKETS = Table("tickets/rules.yml", TicketRules)


def internal_kinds() -> list[TicketKind]:
    """What is between staff alone."""
    return [kind for kind, row in TICKETS.data.kinds.items() if row.internal]


def is_raising(words: str) -> bool:
    """Whether a customer speaks of the regulator, the press or a court."""
    return any(word in words for word in TICKETS.data.raising_words)


def priority_of(kind: TicketKind, words: str, *, is_upset: bool = False) -> TicketPriority:
    """`words`: what the customer said. Who is upset does not wait behind others."""
    if is_raising(words):
        return TicketPriority.URGENT
    usual = TICKETS.data.kinds[kind].priority
    return max(usual, TicketPriority.HIGH, key=list(TicketPriority).index) if is_upset else usual
