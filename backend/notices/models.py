from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.columns import Key, choice
from backend.database import Base, UtcDateTime


class NoticeState(StrEnum):
    PENDING = "pending"
    SENT = "sent"
    SKIPPED = "skipped"


class NoticeConsent(Base):
    __tablename__ = "notice_consents"

    customer_id: Mapped[int] = mapped_column(
        ForeignKey("customers.id", ondelete="CASCADE"), primary_key=True
    )
    given: Mapped[bool]
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Notice(Base):
    """`key` names what happened, so that it is told once. `subject` is the parcel, return or ticket
    that it is about: of several pending ones about the same, the last is enough."""

    __tablename__ = "notices"
    __table_args__ = (Index(None, "state", "due_at"),)

    id: Mapped[Key]
    customer_id: Mapped[int] = mapped_column(
        ForeignKey("customers.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(160), unique=True)
    event_id: Mapped[int | None] = mapped_column(index=True)
    subject: Mapped[str] = mapped_column(String(40))
    place: Mapped[str] = mapped_column(String(80), default="")
    facts: Mapped[dict[str, str]] = mapped_column(JSON)
    state: Mapped[NoticeState] = mapped_column(choice(NoticeState), default=NoticeState.PENDING)
    happened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    message_id: Mapped[str | None] = mapped_column(String(32))
