"""Whether a person is there to take a conversation over."""

from enum import StrEnum

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.clock import now
from backend.duty.calendar import is_open
from backend.staff.models import Member, Presence


class Mode(StrEnum):
    """PRESENCE: in office hours, with a member of staff signed in. HOURS: in office hours."""

    PRESENCE = "presence"
    HOURS = "hours"
    ALWAYS = "always"


async def is_staffed(session: AsyncSession, mode: Mode) -> bool:
    if mode is Mode.ALWAYS:
        return True
    if not is_open(now()):
        return False
    return mode is Mode.HOURS or await _anybody(session)


async def _anybody(session: AsyncSession) -> bool:
    """Whoever is busy counts: a queue moves on, only an empty office does not."""
    present = exists().where(Member.presence != Presence.OFFLINE, Member.disabled.is_(False))
    return bool((await session.execute(select(present))).scalar_one())
