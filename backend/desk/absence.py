"""Members whose console is gone: after the grace they count as offline, and their work moves on."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from backend.clock import now
from backend.desk import notes
from backend.desk.claiming import requeue
from backend.desk.models import Case
from backend.desk.visibility import hold
from backend.staff.models import Member, Presence


async def absent(session: AsyncSession, unseen_since: datetime) -> Sequence[int]:
    """Members that should be there and were not seen since then."""
    query = select(Member.id).where(Member.presence != Presence.OFFLINE, _unseen(unseen_since))
    return (await session.scalars(query)).all()


async def orphaned(session: AsyncSession, unseen_since: datetime) -> Sequence[tuple[int, str]]:
    """(member, conversation) in the hands of members who are gone, or were disabled."""
    gone = (Member.presence == Presence.OFFLINE) & _unseen(unseen_since)
    query = (
        select(Member.id, Case.conversation_id)
        .join(Case, Case.assignee_id == Member.id)
        .where(or_(Member.disabled.is_(True), gone), Case.ended_at.is_(None))
    )
    return [(row[0], row[1]) for row in await session.execute(query)]


async def mark_offline(session: AsyncSession, member_id: int, unseen_since: datetime) -> None:
    """Guarded: nothing happens when the member was seen again meanwhile."""
    marked = (
        update(Member)
        .where(
            Member.id == member_id,
            Member.presence != Presence.OFFLINE,
            _unseen(unseen_since),
        )
        .values(presence=Presence.OFFLINE, updated_at=now())
        .execution_options(synchronize_session=False)
    )
    await session.execute(marked)


async def let_go(session: AsyncSession, member_id: int, conversation_id: str) -> None:
    """Put a conversation back into the queue, if it is still in the member's hands."""
    conversation, case = await hold(session, conversation_id)
    if case is None or case.assignee_id != member_id:
        return
    case.passed_over = [member_id]
    await requeue(session, conversation, case)
    notes.happened(session, conversation, member_id, "requeued")


def _unseen(since: datetime) -> ColumnElement[bool]:
    return func.coalesce(Member.seen_at, Member.created_at) < since
