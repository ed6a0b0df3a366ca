"""What the desk shows of a conversation."""

from datetime import datetime
from typing import Any

from pydantic import JsonValue

from backend.conversations.models import Author, State
from backend.customers.models import Customer, Tier
from backend.desk.models import Priority
from backend.desk.reading import Around
from backend.desk.rows import Row
from backend.staff.models import Member
from service.http import Schema
from service.staff.schemas import Listed, Who

LABEL = 6
"""Letters of a visitor's label: enough to tell one from another on a screen."""


class CustomerBrief(Schema):
    id: int
    name: str
    tier: Tier

    @classmethod
    def of(cls, customer: Customer | None) -> "CustomerBrief | None":
        return cls(id=customer.id, name=customer.name, tier=customer.tier) if customer else None


class LastMessage(Schema):
    author: Author
    text: str
    created_at: datetime


class RowView(Schema):
    id: str
    state: State
    version: int
    channel: str
    customer: CustomerBrief | None
    visitor: str
    group: str | None
    topic: str | None
    priority: Priority
    assignee: Who | None
    offered_to: Who | None
    offer_until: datetime | None
    queued_at: datetime | None
    due_at: datetime | None
    unanswered_since: datetime | None
    last_message: LastMessage | None
    created_at: datetime
    closed_at: datetime | None
    low_confidence: bool

    @classmethod
    def of(cls, row: Row) -> "RowView":
        return cls(**_row_fields(row))


class Result(Schema):
    summary: str
    category: str
    at: datetime
    by: Who | None


class RatingView(Schema):
    stars: int
    comment: str


class Detail(RowView):
    """`ai` is a place kept for suggestions by a language model."""

    summary: dict[str, JsonValue] | None
    ai: None = None
    result: Result | None
    rating: RatingView | None

    @classmethod
    def around(cls, found: Around) -> "Detail":
        case, rating = found.row.case, found.rating
        result = None
        if case and case.ended_at and case.result:
            by = who(found.ended_by)
            result = Result(summary=case.result, category=case.category, at=case.ended_at, by=by)
        return cls(
            **_row_fields(found.row),
            summary=case.summary if case else None,
            result=result,
            rating=RatingView(stars=rating.stars, comment=rating.comment) if rating else None,
        )


class RowList(Listed):
    rows: list[RowView]
    counts: dict[str, int]
    next: str | None


def who(member: Member | None) -> Who | None:
    return Who(id=member.id, name=member.name) if member else None


def _row_fields(row: Row) -> dict[str, Any]:
    conversation, case = row.conversation, row.open_case
    last = row.last_message
    return {
        "id": conversation.id,
        "state": conversation.state,
        "version": row.version,
        "channel": conversation.channel,
        "customer": CustomerBrief.of(row.customer),
        "visitor": conversation.id[:LABEL].upper(),
        "group": row.case.group if row.case else None,
        "topic": row.case.topic if row.case else None,
        "priority": row.case.priority if row.case else Priority.NORMAL,
        "assignee": who(row.assignee) if case else None,
        "offered_to": who(row.offered_to) if case else None,
        "offer_until": case.offer_until if case else None,
        "queued_at": conversation.queued_at,
        "due_at": case.due_at if case and case.first_reply_at is None else None,
        "unanswered_since": row.unanswered_since if case else None,
        "last_message": LastMessage(author=last.author, text=last.text, created_at=last.created_at)
        if last
        else None,
        "created_at": conversation.created_at,
        "closed_at": row.closed_at,
        "low_confidence": row.low_confidence,
    }
