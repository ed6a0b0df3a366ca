"""Sign-ins of staff: a random token in a cookie, ended by idleness, by age or by hand."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from backend.clock import now
from backend.conversations.models import new_id
from backend.errors import NotFound
from backend.staff.models import Member, MemberSession, Role

TOKEN_BYTES = 32
TOUCHED_EVERY = timedelta(seconds=60)
"""A session's last use is written down no more often than this."""


@dataclass(frozen=True)
class SignedIn:
    """The member behind a valid session."""

    session_id: str
    id: int
    username: str
    name: str
    role: Role
    last_seen_at: datetime

    def may(self, role: Role) -> bool:
        return self.role.covers(role)


@dataclass(frozen=True)
class Device:
    address: str
    agent: str


def issue(session: AsyncSession, member: Member, device: Device, lifetime: timedelta) -> str:
    """A new token. It is shown once and kept only as a hash."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    session.add(
        MemberSession(
            id=new_id(),
            token_hash=_hash(token),
            member_id=member.id,
            address=device.address[:64],
            agent=device.agent[:200],
            expires_at=now() + lifetime,
        )
    )
    return token


async def find(session: AsyncSession, token: str, idle: timedelta) -> SignedIn | None:
    """Whose token this is; None when it is unknown, over, unused for too long, or disabled."""
    moment = now()
    query = (
        select(MemberSession, Member)
        .join(Member, Member.id == MemberSession.member_id)
        .where(
            MemberSession.token_hash == _hash(token),
            MemberSession.expires_at > moment,
            MemberSession.last_seen_at > moment - idle,
            Member.disabled.is_(False),
        )
    )
    row = (await session.execute(query)).one_or_none()
    if row is None:
        return None
    found, member = row
    return SignedIn(
        found.id, member.id, member.username, member.name, member.role, found.last_seen_at
    )


def needs_touch(signed_in: SignedIn) -> bool:
    return signed_in.last_seen_at < now() - TOUCHED_EVERY


async def touch(session: AsyncSession, session_id: str) -> None:
    await session.execute(
        update(MemberSession).where(MemberSession.id == session_id).values(last_seen_at=now())
    )


async def of_member(
    session: AsyncSession, member_id: int, idle: timedelta
) -> Sequence[MemberSession]:
    moment = now()
    query = (
        select(MemberSession)
        .where(
            MemberSession.member_id == member_id,
            MemberSession.expires_at > moment,
            MemberSession.last_seen_at > moment - idle,
        )
        .order_by(MemberSession.last_seen_at.desc())
    )
    return (await session.scalars(query)).all()


async def end(session: AsyncSession, member_id: int, session_id: str) -> None:
    """Raises NotFound for one that is missing or another member's."""
    ended = delete(MemberSession).where(
        MemberSession.id == session_id, MemberSession.member_id == member_id
    )
    if not (await session.execute(ended.returning(MemberSession.id))).first():
        raise NotFound


async def end_all(session: AsyncSession, member_id: int, but: str | None = None) -> None:
    await session.execute(
        delete(MemberSession).where(
            MemberSession.member_id == member_id, MemberSession.id != (but or "")
        )
    )


async def sweep(session: AsyncSession, member_id: int) -> None:
    """Drop a member's sessions that are over."""
    over = (MemberSession.member_id == member_id) & (MemberSession.expires_at <= now())
    await session.execute(delete(MemberSession).where(over))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
