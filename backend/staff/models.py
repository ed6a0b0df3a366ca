from datetime import datetime
from enum import StrEnum

from pydantic import JsonValue
from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.clock import now
from backend.columns import Code, Key, Moment, Name, choice
from backend.database import Base, UtcDateTime


class Role(StrEnum):
    AGENT = "agent"
    SUPERVISOR = "supervisor"
    ADMIN = "admin"

    @property
    def rank(self) -> int:
        return (Role.AGENT, Role.SUPERVISOR, Role.ADMIN).index(self)

    def covers(self, other: "Role") -> bool:
        return self.rank >= other.rank


class Presence(StrEnum):
    ONLINE = "online"
    BUSY = "busy"
    OFFLINE = "offline"


class Member(Base):
    """`seen_at`: last heard through a console's socket. `capacity`: conversations at once."""

    __tablename__ = "staff_members"

    id: Mapped[Key]
    username: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[Name]
    role: Mapped[Role] = mapped_column(choice(Role))
    password_hash: Mapped[str] = mapped_column(String(200))
    groups: Mapped[list[str]] = mapped_column(JSON, default=list)
    capacity: Mapped[int] = mapped_column(default=5)
    presence: Mapped[Presence] = mapped_column(choice(Presence), default=Presence.OFFLINE)
    seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    disabled: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[Moment] = mapped_column(default=now)
    updated_at: Mapped[Moment] = mapped_column(default=now, onupdate=now, index=True)


class MemberSession(Base):
    """One sign-in. Only the token's SHA-256 is kept; `id` is for showing and ending it."""

    __tablename__ = "staff_sessions"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("staff_members.id"), index=True)
    address: Mapped[str] = mapped_column(String(64))
    agent: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[Moment] = mapped_column(default=now)
    last_seen_at: Mapped[Moment] = mapped_column(default=now)
    expires_at: Mapped[Moment]


class LoginAttempts(Base):
    """Attempts since `window_start` under one key: an account (existing or not) or an address."""

    __tablename__ = "staff_login_attempts"

    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    window_start: Mapped[Moment]
    count: Mapped[int]


class AuditEntry(Base):
    """`object` names what was looked at or changed, as `kind:id`."""

    __tablename__ = "staff_audit"
    __table_args__ = (Index(None, "member_id", "at"), Index(None, "kind", "at"))

    id: Mapped[Key]
    at: Mapped[Moment] = mapped_column(default=now, index=True)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("staff_members.id"))
    kind: Mapped[Code]
    object: Mapped[str] = mapped_column(Text, default="")
    detail: Mapped[dict[str, JsonValue]] = mapped_column(JSON, default=dict)
