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


class TicketRules(Row):
    business_hours: BusinessHours
    default_tier: Tier
    kinds: dict[TicketKind, KindRow]
    time_share_percent: dict[TicketPriority, PositiveInt]
    raising_words: list[str]
    states: dict[TicketState, str]


TICKETS = Table("tickets/rules.yml", TicketRules)


def priority_of(kind: TicketKind, words: str, *, is_upset: bool = False) -> TicketPriority:
    """`words`: what the customer said. Who is upset does not wait behind others."""
    if any(word in words for word in TICKETS.data.raising_words):
        return TicketPriority.URGENT
    usual = TICKETS.data.kinds[kind].priority
    return max(usual, TicketPriority.HIGH, key=list(TicketPriority).index) if is_upset else usual
