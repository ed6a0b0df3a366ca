"""Tables of the conversation log. Ids are random, so that they tell nothing about volume."""

from datetime import datetime
from uuid import uuid4

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.clock import now
from backend.columns import choice
from backend.conversations.states import (
    UNFINISHED,
    WEB,
    Author,
    Choice,
    DeliveryState,
    FileRef,
    JsonObject,
    Leaving,
    State,
    TurnState,
)
from backend.database import Base, UtcDateTime

__all__ = [
    "OPEN",
    "UNFINISHED",
    "WEB",
    "Attachment",
    "Author",
    "Choice",
    "Conversation",
    "DeliveryState",
    "FileRef",
    "JsonObject",
    "Leaving",
    "Message",
    "OutboxEntry",
    "Rating",
    "Receipt",
    "Session",
    "State",
    "Turn",
    "TurnState",
    "new_id",
]

OPEN = text("state <> 'closed'")
"""Spelt out, in the index as in the query: with a parameter the index would not be used."""


def new_id() -> str:
    return uuid4().hex


class Conversation(Base):
    __tablename__ = "conversations"
    __table_args__ = (
        # Two simultaneous first messages of one person must not open two conversations.
        Index(
            "uq_conversations_open",
            "channel",
            "channel_user",
            unique=True,
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        ),
        Index(None, "state", "updated_at"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    customer_id: Mapped[int | None] = mapped_column(
        ForeignKey("customers.id", ondelete="SET NULL"), index=True
    )
    channel: Mapped[str] = mapped_column(String(32))
    channel_user: Mapped[str | None] = mapped_column(String(128))
    locale: Mapped[str] = mapped_column(String(16), default="zh-CN")
    state: Mapped[State] = mapped_column(choice(State), default=State.BOT)
    last_seq: Mapped[int] = mapped_column(default=0)
    queued_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lease_owner: Mapped[str | None] = mapped_column(String(64))
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    leaving: Mapped[Leaving | None] = mapped_column(choice(Leaving))
    warned_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    merged_into: Mapped[str | None] = mapped_column(String(32))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, index=True)


class Message(Base):
    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("conversation_id", "seq"),
        UniqueConstraint("conversation_id", "client_id"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"))
    seq: Mapped[int]
    author: Mapped[Author] = mapped_column(choice(Author))
    text: Mapped[str] = mapped_column(Text, default="")
    card: Mapped[JsonObject | None] = mapped_column(JSON(none_as_null=True))
    choices: Mapped[list[Choice] | None] = mapped_column(JSON(none_as_null=True))
    attachments: Mapped[list[FileRef] | None] = mapped_column(JSON(none_as_null=True))
    client_id: Mapped[str | None] = mapped_column(String(128))
    body_hash: Mapped[str | None] = mapped_column(String(64))
    nlu: Mapped[JsonObject | None] = mapped_column(JSON(none_as_null=True))
    member_id: Mapped[int | None]
    author_name: Mapped[str | None] = mapped_column(String(80))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class Turn(Base):
    """One message put to the engine: the customer's, or the service's own that goes on for them.

    `id` is the engine's idempotency key."""

    __tablename__ = "turns"
    __table_args__ = (Index(None, "state", "conversation_id", "seq"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"))
    message_id: Mapped[str] = mapped_column(ForeignKey("messages.id"), unique=True)
    seq: Mapped[int]
    payload: Mapped[str | None] = mapped_column(Text)
    state: Mapped[TurnState] = mapped_column(choice(TurnState), default=TurnState.PENDING)
    attempts: Mapped[int] = mapped_column(default=0)
    notice_sent: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    message: Mapped[Message] = relationship(lazy="raise")


class Session(Base):
    """A customer's access to one conversation. Only the token's SHA-256 is kept."""

    __tablename__ = "sessions"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    customer_id: Mapped[int | None]
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)


class OutboxEntry(Base):
    __tablename__ = "outbox"
    __table_args__ = (Index(None, "state", "conversation_id", "seq"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"))
    message_id: Mapped[str] = mapped_column(ForeignKey("messages.id"), unique=True)
    seq: Mapped[int]
    channel: Mapped[str] = mapped_column(String(32))
    state: Mapped[DeliveryState] = mapped_column(
        choice(DeliveryState), default=DeliveryState.PENDING
    )
    attempts: Mapped[int] = mapped_column(default=0)
    next_attempt_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    message: Mapped[Message] = relationship(lazy="raise")


class Receipt(Base):
    """Something a platform sent us, remembered so that a repeat is known as one."""

    __tablename__ = "receipts"

    channel: Mapped[str] = mapped_column(String(32), primary_key=True)
    key: Mapped[str] = mapped_column(String(160), primary_key=True)
    message_id: Mapped[str | None] = mapped_column(ForeignKey("messages.id"))
    received_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class Rating(Base):
    """The customer's verdict, once for each conversation."""

    __tablename__ = "conversation_ratings"

    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), primary_key=True)
    stars: Mapped[int]
    comment: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class Attachment(Base):
    """A file a customer sent; the bytes lie on disk under its id."""

    __tablename__ = "attachments"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    name: Mapped[str] = mapped_column(String(255))
    media_type: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
