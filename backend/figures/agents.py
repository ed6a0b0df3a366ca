"""Each member's part of the desk's work, in one query."""

from sqlalchemy import Executable, Float, Subquery, and_, cast, func, or_, select
from sqlalchemy.orm import aliased

from backend.conversations.models import Rating
from backend.desk.models import Case, Outcome
from backend.figures.desk import replied_in_time, reply_is_decided
from backend.figures.period import Period
from backend.figures.sql import mean_of, seconds_between
from backend.staff.models import Member
from backend.tickets.models import Ticket, TicketState


def agents(period: Period) -> Executable:
    """Members who are here, or had cases or tickets; of the cases opened in the period."""
    cases, replies, tickets = _cases(period), _median_replies(period), _tickets(period)
    stars = _stars(period)
    return (
        select(
            Member.id,
            Member.name,
            func.coalesce(cases.c.cases, 0).label("cases"),
            func.coalesce(cases.c.resolved, 0).label("resolved"),
            replies.c.seconds.label("first_reply"),
            cases.c.handling.label("handling"),
            cases.c.sla_met.label("sla_met"),
            stars.c.stars.label("csat"),
            func.coalesce(tickets.c.tickets, 0).label("tickets_resolved"),
        )
        .select_from(Member)
        .outerjoin(cases, cases.c.member == Member.id)
        .outerjoin(replies, replies.c.member == Member.id)
        .outerjoin(stars, stars.c.member == Member.id)
        .outerjoin(tickets, tickets.c.member == Member.id)
        .where(or_(Member.disabled.is_(False), cases.c.cases > 0, tickets.c.tickets > 0))
        .order_by(Member.id)
    )


def _cases(period: Period) -> Subquery:
    """`handling`: mean seconds from taking a case over to its end."""
    return (
        select(
            Case.assignee_id.label("member"),
            func.count().label("cases"),
            func.count().filter(Case.outcome == Outcome.RESOLVED).label("resolved"),
            func.avg(seconds_between(Case.claimed_at, Case.ended_at)).label("handling"),
            mean_of(replied_in_time()).filter(reply_is_decided()).label("sla_met"),
        )
        .where(Case.assignee_id.is_not(None), period.holds(Case.opened_at))
        .group_by(Case.assignee_id)
        .subquery()
    )


def _median_replies(period: Period) -> Subquery:
    waited = seconds_between(Case.opened_at, Case.first_reply_at)
    rows = (
        select(
            Case.assignee_id.label("member"),
            waited.label("x"),
            func.row_number().over(partition_by=Case.assignee_id, order_by=waited).label("place"),
            func.count().over(partition_by=Case.assignee_id).label("number"),
        )
        .where(
            Case.assignee_id.is_not(None),
            Case.first_reply_at.is_not(None),
            period.holds(Case.opened_at),
        )
        .subquery()
    )
    middle = or_(rows.c.place == (rows.c.number + 1) // 2, rows.c.place == (rows.c.number + 2) // 2)
    return (
        select(rows.c.member, func.avg(rows.c.x).label("seconds"))
        .where(middle)
        .group_by(rows.c.member)
        .subquery()
    )


def _stars(period: Period) -> Subquery:
    """A verdict is on whoever ended the conversation's last case before it."""
    later = aliased(Case)
    superseded = (
        select(later.id)
        .where(
            later.conversation_id == Case.conversation_id,
            later.id > Case.id,
            later.opened_at <= Rating.created_at,
        )
        .exists()
    )
    return (
        select(Case.assignee_id.label("member"), func.avg(cast(Rating.stars, Float)).label("stars"))
        .join(
            Rating,
            and_(
                Rating.conversation_id == Case.conversation_id, Case.opened_at <= Rating.created_at
            ),
        )
        .where(period.holds(Rating.created_at), ~superseded)
        .group_by(Case.assignee_id)
        .subquery()
    )


def _tickets(period: Period) -> Subquery:
    return (
        select(Ticket.assignee_id.label("member"), func.count().label("tickets"))
        .where(
            Ticket.assignee_id.is_not(None),
            Ticket.state == TicketState.RESOLVED,
            period.holds(Ticket.resolved_at),
        )
        .group_by(Ticket.assignee_id)
        .subquery()
    )
