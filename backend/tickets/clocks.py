"""The three clocks of a ticket: first reply and resolution in business hours, the statutory one in
calendar days."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from backend.clock import local
from backend.customers.models import Tier
from backend.customers.tiers import TIERS
from backend.duty.calendar import is_working_day
from backend.tickets.models import TicketKind, TicketPriority
from backend.tickets.rules import TICKETS


@dataclass(frozen=True)
class Deadlines:
    first_reply: datetime
    resolution: datetime
    statutory: datetime | None


def after_business_time(start: datetime, duration: timedelta) -> datetime:
    """The moment when `duration` of business time has passed since `start`."""
    hours = TICKETS.data.business_hours
    moment, left = local(start), duration
    while True:
        opens = moment.replace(
            hour=hours.opens.hour, minute=hours.opens.minute, second=0, microsecond=0
        )
        closes = opens.replace(hour=hours.closes.hour, minute=hours.closes.minute)
        begin = max(moment, opens)
        if is_working_day(moment.date()) and begin < closes:
            if begin + left <= closes:
                return begin + left
            left -= closes - begin
        moment = opens + timedelta(days=1)


def deadlines(
    kind: TicketKind, priority: TicketPriority, tier: Tier | None, opened_at: datetime
) -> Deadlines:
    pace = TIERS.data.tiers[tier or TICKETS.data.default_tier]
    share = TICKETS.data.time_share_percent[priority]
    days = TICKETS.data.kinds[kind].statutory_days
    return Deadlines(
        first_reply=after_business_time(
            opened_at, timedelta(minutes=pace.first_reply_minutes) * share / 100
        ),
        resolution=after_business_time(
            opened_at, timedelta(hours=pace.resolution_hours) * share / 100
        ),
        statutory=opened_at + timedelta(days=days) if days else None,
    )
