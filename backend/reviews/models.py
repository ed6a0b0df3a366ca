from datetime import datetime
from enum import StrEnum
from typing import NotRequired, TypedDict

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.clock import now
from backend.columns import Moment, choice
from backend.database import Base, UtcDateTime
from backend.staff.models import Member


class Reason(StrEnum):
    """The later in the list, the stronger. PICKED: a member found it without being asked."""

    PICKED = "picked"
    LOW_CONFIDENCE = "low_confidence"
    CORRECTED = "corrected"
    THUMBS_DOWN = "thumbs_down"


class ReviewState(StrEnum):
    OPEN = "open"
    DONE = "done"


class Decision(StrEnum):
    CONFIRM = "confirm"
    CORRECT = "correct"
    DISCARD = "discard"


class Span(TypedDict):
    """Of the message's text, `end` excluded."""

    start: int
    end: int
    entity: str
    role: NotRequired[str | None]


class Review(Base):
    """`suggested`: the intent that the customer chose instead. A decision raises the version."""

    __tablename__ = "reviews"
    __table_args__ = (Index(None, "state", "created_at"),)

    message_id: Mapped[str] = mapped_column(ForeignKey("messages.id"), primary_key=True)
    reason: Mapped[Reason] = mapped_column(choice(Reason))
    state: Mapped[ReviewState] = mapped_column(choice(ReviewState), default=ReviewState.OPEN)
    suggested: Mapped[str | None] = mapped_column(String(80))
    created_at: Mapped[Moment] = mapped_column(default=now)
    decision: Mapped[Decision | None] = mapped_column(choice(Decision))
    intent: Mapped[str | None] = mapped_column(String(80))
    entities: Mapped[list[Span] | None] = mapped_column(JSON(none_as_null=True))
    decided_by: Mapped[int | None] = mapped_column(ForeignKey(Member.id))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)


class Vote(Base):
    """What a customer says of one answer of the bot's; the last word counts."""

    __tablename__ = "message_votes"

    message_id: Mapped[str] = mapped_column(ForeignKey("messages.id"), primary_key=True)
    helpful: Mapped[bool]
    voted_at: Mapped[Moment] = mapped_column(default=now)
