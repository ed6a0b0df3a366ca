"""The service desk: the bot, the people, and what customers say of both."""

from datetime import timedelta
from functools import partial

from sqlalchemy import ColumnElement, Float, and_, cast, exists, func, literal, select
from sqlalchemy.orm import aliased

from backend.clock import now
from backend.conversations.models import Author, Conversation, Message, Rating
from backend.database import UtcDateTime
from backend.desk.models import Case, Outcome
from backend.figures.figure import Figure, Unit
from backend.figures.period import Period
from backend.figures.sql import Value, median, seconds_between, share
from backend.shipments.models import Shipment
from backend.surveys.models import Survey
from backend.tickets.models import Ticket, TicketKind, TicketState

AGAIN_WITHIN = timedelta(days=7)


def first_reply(period: Period) -> Value:
    return median(
        seconds_between(Case.opened_at, Case.first_reply_at), period.holds(Case.opened_at)
    )


def resolution(period: Period) -> Value:
    return median(
        seconds_between(Case.opened_at, Case.ended_at),
        period.holds(Case.opened_at),
        Case.outcome == Outcome.RESOLVED,
    )


def sla_met(period: Period) -> Value:
    """Cases whose first reply came in time; those that may still get one are not counted."""
    return share(replied_in_time(), period.holds(Case.opened_at), reply_is_decided())


def replied_in_time() -> ColumnElement[bool]:
    return and_(Case.first_reply_at.is_not(None), Case.first_reply_at <= Case.due_at)


def reply_is_decided() -> ColumnElement[bool]:
    """Nobody can be late for a customer who left, or went back to the bot, before it was due."""
    over = func.coalesce(Case.ended_at, literal(now(), UtcDateTime)) > Case.due_at
    return Case.first_reply_at.is_not(None) | over


def ticket_sla_met(period: Period) -> Value:
    """Tickets resolved in time; those that still may be are not counted."""
    return share(
        _in_time(),
        period.holds(Ticket.created_at),
        Ticket.kind != TicketKind.FOLLOW_UP,
        _decided(),
    )


def followed_up(period: Period) -> Value:
    """Follow-ups due in the period that were made by their day."""
    return share(
        _in_time(), period.holds(Ticket.sla_due), Ticket.kind == TicketKind.FOLLOW_UP, _decided()
    )


def follow_up_score(period: Period) -> Value:
    """Stars that customers gave when they were called."""
    stars = func.avg(cast(Survey.score, Float))
    return select(stars, func.count()).where(
        Survey.ticket_id.is_not(None), period.holds(Survey.answered_at)
    )


def _in_time() -> ColumnElement[bool]:
    return (Ticket.state == TicketState.RESOLVED) & (Ticket.resolved_at <= Ticket.sla_due)


def _decided() -> ColumnElement[bool]:
    is_resolved = Ticket.state == TicketState.RESOLVED
    return (Ticket.state != TicketState.WITHDRAWN) & (is_resolved | (Ticket.sla_due < now()))


def bot_resolution(period: Period, *, by_people: bool = False) -> Value:
    """Conversations begun in the period that never needed a person, or that did."""
    handed_over = exists().where(Case.conversation_id == Conversation.id)
    return share(
        handed_over if by_people else ~handed_over,
        period.holds(Conversation.created_at),
        exists().where(
            Message.conversation_id == Conversation.id, Message.author == Author.CUSTOMER
        ),
    )


def satisfaction(period: Period) -> Value:
    stars = func.avg(cast(Rating.stars, Float))
    return select(stars, func.count()).where(period.holds(Rating.created_at))


def complaints(period: Period) -> Value:
    """For ten thousand parcels; `n` is the number of parcels."""
    filed = (
        select(func.count())
        .where(Ticket.kind == TicketKind.COMPLAINT, period.holds(Ticket.created_at))
        .scalar_subquery()
    )
    parcels = func.count(Shipment.id)
    rate = cast(filed, Float) * 10_000 / func.nullif(cast(parcels, Float), 0.0)
    return select(rate, parcels).where(period.holds(Shipment.created_at))


def repeat_contacts(period: Period) -> Value:
    """Handed-over customers who had been with a person within the week before."""
    before, earlier_talk = aliased(Case), aliased(Conversation)
    recently = exists().where(
        before.id != Case.id,
        before.conversation_id == earlier_talk.id,
        earlier_talk.customer_id == Conversation.customer_id,
        seconds_between(before.opened_at, Case.opened_at) > 0,
        seconds_between(before.opened_at, Case.opened_at) <= AGAIN_WITHIN.total_seconds(),
    )
    return share(
        recently,
        period.holds(Case.opened_at),
        Case.conversation_id == Conversation.id,
        Conversation.customer_id.is_not(None),
    )


FIGURES = (
    Figure("first_reply", Unit.SECONDS, first_reply),
    Figure("resolution", Unit.SECONDS, resolution),
    Figure("sla_met", Unit.SHARE, sla_met),
    Figure("ticket_sla_met", Unit.SHARE, ticket_sla_met),
    Figure("bot_resolution_rate", Unit.SHARE, bot_resolution),
    Figure("handover_rate", Unit.SHARE, partial(bot_resolution, by_people=True)),
    Figure("csat", Unit.STARS, satisfaction),
    Figure("complaints", Unit.PER_10K, complaints),
    Figure("repeat_contacts", Unit.SHARE, repeat_contacts),
    Figure("follow_up_rate", Unit.SHARE, followed_up),
    Figure("follow_up_score", Unit.STARS, follow_up_score),
)
