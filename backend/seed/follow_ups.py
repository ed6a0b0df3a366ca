"""Follow-ups of the tickets that ask for one: those whose day has come are done, with a score."""

from datetime import datetime, timedelta

from backend.clock import local
from backend.follow_ups.planning import closing_time_on
from backend.numbers.service import Prefix
from backend.seed.tables import AFTERMATH
from backend.seed.world import World
from backend.surveys.models import Survey
from backend.tickets.models import (
    Ticket,
    TicketEvent,
    TicketEventKind,
    TicketKind,
    TicketPriority,
    TicketState,
)
from backend.tickets.rules import TICKETS

SCORES = (5, 4, 5, 3, 5, 2, 4)
CALLED = timedelta(hours=-5)
"""Before the day's business ends."""


def follow_ups(world: World, tickets: list[Ticket]) -> list[Ticket]:
    rows: list[Ticket] = []
    for ticket in tickets:
        days = TICKETS.data.kinds[ticket.kind].follow_up_days
        if days is None or ticket.resolved_at is None or ticket.customer_id is None:
            continue
        due = closing_time_on(local(ticket.resolved_at).date() + timedelta(days=days))
        rows.append(_follow_up(world, ticket, due, SCORES[len(rows) % len(SCORES)]))
    return rows


def _follow_up(world: World, about: Ticket, due: datetime, score: int) -> Ticket:
    opened_at = about.resolved_at or about.created_at
    is_done = due + CALLED < world.moment
    kind = TICKETS.data.kinds[about.kind].name
    summary = TICKETS.data.follow_ups.after.format(kind=kind, ticket_no=about.ticket_no)
    happened = [(TicketEventKind.OPENED, "system", summary, opened_at)]
    if is_done:
        said = AFTERMATH.data.praise[score][0]
        happened.append((TicketEventKind.STATE, "system", said, due + CALLED))
    return Ticket(
        ticket_no=world.number(Prefix.TICKET, opened_at),
        kind=TicketKind.FOLLOW_UP,
        priority=TicketPriority.NORMAL,
        state=TicketState.RESOLVED if is_done else TicketState.OPEN,
        summary=summary,
        facts={"about": about.ticket_no} | ({"score": score} if is_done else {}),
        customer_id=about.customer_id,
        shipment_id=about.shipment_id,
        order_id=about.order_id,
        created_at=opened_at,
        updated_at=due + CALLED if is_done else opened_at,
        sla_first_due=due,
        sla_due=due,
        first_reply_at=due + CALLED if is_done else None,
        resolved_at=due + CALLED if is_done else None,
        events=[
            TicketEvent(kind=kind, actor=actor, note=note, happened_at=at)
            for kind, actor, note, at in happened
        ],
    )


def verdicts(follow_ups: list[Ticket]) -> list[Survey]:
    return [
        Survey(
            customer_id=row.customer_id,
            order_id=row.order_id,
            shipment_id=row.shipment_id,
            ticket_id=row.id,
            score=row.facts["score"],
            comment=row.events[-1].note,
            answered_at=row.resolved_at,
        )
        for row in follow_ups
        if row.resolved_at is not None
    ]
