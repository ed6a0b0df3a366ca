"""Members of staff: adding, changing, finding."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from backend.clock import now
from backend.errors import InvalidInput, NotFound
from backend.staff.errors import LastAdmin, UsernameTaken
from backend.staff.groups import GROUPS
from backend.staff.models import Member, Presence, Role


@dataclass(frozen=True)
class NewMember:
    username: str
    name: str
    role: Role
    groups: Sequence[str] = ()
    capacity: int = 5


@dataclass(frozen=True)
class Change:
    """What is None stays as it is."""

    name: str | None = None
    role: Role | None = None
    groups: Sequence[str] | None = None
    capacity: int | None = None
    disabled: bool | None = None


def normal(username: str) -> str:
    return username.strip().lower()


async def add(session: AsyncSession, new: NewMember, password_hash: str) -> Member:
    """Raises UsernameTaken, or InvalidInput for an unknown group."""
    _check_groups(new.groups)
    member = Member(
        username=normal(new.username),
        name=new.name,
        role=new.role,
        groups=[*new.groups],
        capacity=new.capacity,
        password_hash=password_hash,
    )
    try:
        async with session.begin_nested():
            session.add(member)
    except IntegrityError as taken:
        raise UsernameTaken from taken
    return member


async def change(session: AsyncSession, member_id: int, changes: Change) -> Member:
    """Raises NotFound, LastAdmin, or InvalidInput for an unknown group."""
    # All admins are locked, always in the same order: two of them may demote each other at once.
    admins = await _admins(session)
    member = await get(session, member_id)
    _check_groups(changes.groups or ())
    loses = changes.disabled or (changes.role not in (None, Role.ADMIN))
    if loses and [admin.id for admin in admins] == [member.id]:
        raise LastAdmin
    for field in ("name", "role", "capacity", "disabled"):
        if (value := getattr(changes, field)) is not None:
            setattr(member, field, value)
    if changes.groups is not None:
        member.groups = [*changes.groups]
    if member.disabled:
        member.presence = Presence.OFFLINE
    return member


async def get(session: AsyncSession, member_id: int) -> Member:
    """Raises NotFound."""
    member = await session.get(Member, member_id, populate_existing=True)
    if member is None:
        raise NotFound
    return member


async def by_username(session: AsyncSession, username: str) -> Member | None:
    query = select(Member).where(Member.username == normal(username))
    return (await session.execute(query)).scalar_one_or_none()


async def everyone(session: AsyncSession) -> Sequence[Member]:
    return (await session.scalars(select(Member).order_by(Member.id))).all()


async def changed_since(session: AsyncSession, moment: datetime) -> Sequence[Member]:
    return (await session.scalars(select(Member).where(Member.updated_at >= moment))).all()


async def set_presence(session: AsyncSession, member_id: int, presence: Presence) -> None:
    """As the member says; from now on the grace for a lost console counts."""
    member = await get(session, member_id)
    member.presence, member.seen_at = presence, now()


async def seen(session: AsyncSession, member_id: int) -> None:
    """A console of the member is open."""
    await session.execute(update(Member).where(Member.id == member_id).values(seen_at=now()))


async def any_admin(session: AsyncSession) -> bool:
    query = select(func.count()).where(Member.role == Role.ADMIN, Member.disabled.is_(False))
    return (await session.execute(query)).scalar_one() > 0


async def _admins(session: AsyncSession) -> Sequence[Member]:
    query = (
        select(Member)
        .where(Member.role == Role.ADMIN, Member.disabled.is_(False))
        .order_by(Member.id)
        .with_for_update()
    )
    return (await session.scalars(query)).all()


def _check_groups(groups: Sequence[str]) -> None:
    if unknown := set(groups) - GROUPS.data.groups.keys():
        raise InvalidInput(f"unknown groups: {', '.join(sorted(unknown))}")
