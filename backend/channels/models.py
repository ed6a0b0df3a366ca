from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.clock import now
from backend.columns import choice
from backend.conversations.models import JsonObject, new_id
from backend.database import Base, UtcDateTime


class AccessToken(Base):
    """A platform's short-lived token, shared by all processes; one at a time may fetch the next."""

    __tablename__ = "channel_tokens"

    channel: Mapped[str] = mapped_column(String(32), primary_key=True)
    token: Mapped[str] = mapped_column(Text, default="")
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    lease_owner: Mapped[str | None] = mapped_column(String(32))
    lease_until: Mapped[datetime] = mapped_column(UtcDateTime)


class Window(Base):
    """How much a platform still lets us say to a user who wrote at `heard_at`."""

    __tablename__ = "channel_windows"

    channel: Mapped[str] = mapped_column(String(32), primary_key=True)
    channel_user: Mapped[str] = mapped_column(String(128), primary_key=True)
    heard_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent: Mapped[int] = mapped_column(default=0)


class Progress(Base):
    """How many parts of a message a platform has taken, so that a retry sends only the rest."""

    __tablename__ = "delivery_progress"

    entry_id: Mapped[str] = mapped_column(
        ForeignKey("outbox.id", ondelete="CASCADE"), primary_key=True
    )
    parts: Mapped[int]


class ArrivalState(StrEnum):
    PENDING = "pending"
    DONE = "done"
    FAILED = "failed"


class Arrival(Base):
    """A message acknowledged to the platform that needs more from it (a picture, say) before it
    can enter the log. What the same user sends meanwhile waits behind it."""

    __tablename__ = "channel_arrivals"
    __table_args__ = (
        UniqueConstraint("channel", "platform_id"),
        Index(None, "state", "next_attempt_at"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    channel: Mapped[str] = mapped_column(String(32))
    channel_user: Mapped[str] = mapped_column(String(128))
    platform_id: Mapped[str] = mapped_column(String(128))
    body: Mapped[JsonObject] = mapped_column(JSON)
    state: Mapped[ArrivalState] = mapped_column(choice(ArrivalState), default=ArrivalState.PENDING)
    attempts: Mapped[int] = mapped_column(default=0)
    next_attempt_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class Inlet(Base):
    """A platform's queue that is read by cursor; `wanted` counts the calls to read it."""

    __tablename__ = "channel_inlets"

    channel: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    cursor: Mapped[str] = mapped_column(Text, default="")
    token: Mapped[str] = mapped_column(Text, default="")
    wanted: Mapped[int] = mapped_column(default=0)
    read: Mapped[int] = mapped_column(default=0)
    read_at: Mapped[datetime] = mapped_column(UtcDateTime)
    lease_until: Mapped[datetime] = mapped_column(UtcDateTime)


class Mirror(Base):
    """What a platform with a service desk of its own says of a user's session there."""

    __tablename__ = "channel_mirrors"
    __table_args__ = (Index(None, "channel", "checked_at"),)

    channel: Mapped[str] = mapped_column(String(32), primary_key=True)
    channel_user: Mapped[str] = mapped_column(String(128), primary_key=True)
    state: Mapped[int]
    checked_at: Mapped[datetime] = mapped_column(UtcDateTime)
