from datetime import datetime
from enum import StrEnum

from pydantic import JsonValue
from sqlalchemy import JSON, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from backend.clock import now
from backend.columns import Code, Key, Moment, Name, choice
from backend.customers.models import Tier
from backend.database import Base, UtcDateTime

OPEN = text("ended_at IS NULL")


class Priority(StrEnum):
    URGENT = "urgent"
    HIGH = "high"
    NORMAL = "normal"


class Outcome(StrEnum):
    """How a case ended. LEFT: the customer did not wait. CLOSED: the conversation was closed."""

    RESOLVED = "resolved"
    RETURNED = "returned"
    LEFT = "left"
    CLOSED = "closed"


class Case(Base):
    """One time that a conversation is with people: from the queue, or the take-over, to its end.

    `assignee_id` None: it waits. `passed_over`: members who let an offer lapse. `from_seq` and
    `to_seq` are the last messages before it and of it.
    """

    __tablename__ = "desk_cases"
    __table_args__ = (
        Index(
            "uq_desk_cases_open",
            "conversation_id",
            unique=True,
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        ),
        Index(None, "assignee_id", "ended_at"),
    )

    id: Mapped[Key]
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    opened_at: Mapped[Moment] = mapped_column(default=now)
    from_seq: Mapped[int]
    to_seq: Mapped[int | None]
    topic: Mapped[Code | None]
    group: Mapped[Code] = mapped_column("group_key")
    tier: Mapped[Tier | None] = mapped_column(choice(Tier))
    priority: Mapped[Priority] = mapped_column(choice(Priority), default=Priority.NORMAL)
    due_at: Mapped[Moment]
    summary: Mapped[dict[str, JsonValue]] = mapped_column(JSON, default=dict)
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("staff_members.id"))
    offered_to_id: Mapped[int | None] = mapped_column(ForeignKey("staff_members.id"))
    offer_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    passed_over: Mapped[list[int]] = mapped_column(JSON, default=list)
    claimed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    first_reply_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    outcome: Mapped[Outcome | None] = mapped_column(choice(Outcome))
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_members.id"))
    result: Mapped[str] = mapped_column(Text, default="")
    category: Mapped[str] = mapped_column(String(40), default="")

    def tell(self, dialogue: dict[str, JsonValue] | None) -> None:
        """Add what the dialogue says of itself: the task in hand, what was done and is missing."""
        if dialogue:
            known = {key: value for key, value in dialogue.items() if value}
            task, sentence = known.pop("asked", ""), self.summary.get("asked")
            asked = "：".join(str(part) for part in (task, sentence) if part)
            self.summary = {**self.summary, **known, "asked": asked}


class NoteKind(StrEnum):
    NOTE = "note"
    WHISPER = "whisper"
    EVENT = "event"


class Note(Base):
    """Between members of staff. It lies apart from the message log, which customers read."""

    __tablename__ = "desk_notes"

    id: Mapped[Key]
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("staff_members.id"))
    kind: Mapped[NoteKind] = mapped_column(choice(NoteKind))
    text: Mapped[str] = mapped_column(Text, default="")
    event: Mapped[Code | None]
    detail: Mapped[dict[str, JsonValue]] = mapped_column(JSON, default=dict)
    at: Mapped[Moment] = mapped_column(default=now)


class QuickReply(Base):
    """`member_id` None: shared by all. `group` is the heading it stands under."""

    __tablename__ = "desk_quick_replies"

    id: Mapped[Key]
    member_id: Mapped[int | None] = mapped_column(ForeignKey("staff_members.id"), index=True)
    group: Mapped[Name] = mapped_column("heading", default="")
    title: Mapped[Name]
    text: Mapped[str] = mapped_column(Text)
