"""Quick replies: everyone's own, and those that all share."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.desk.models import QuickReply
from backend.desk.visibility import Viewer
from backend.errors import Forbidden, NotFound


@dataclass(frozen=True)
class Draft:
    group: str
    title: str
    text: str


async def of(session: AsyncSession, viewer: Viewer) -> Sequence[QuickReply]:
    query = (
        select(QuickReply)
        .where(or_(QuickReply.member_id == viewer.id, QuickReply.member_id.is_(None)))
        .order_by(QuickReply.group, QuickReply.id)
    )
    return (await session.scalars(query)).all()


async def add(session: AsyncSession, viewer: Viewer, draft: Draft, *, shared: bool) -> QuickReply:
    """Raises Forbidden for a shared one by an agent."""
    if shared and not viewer.sees_all:
        raise Forbidden
    reply = QuickReply(
        member_id=None if shared else viewer.id,
        group=draft.group,
        title=draft.title,
        text=draft.text,
    )
    session.add(reply)
    await session.flush()
    return reply


async def own(session: AsyncSession, viewer: Viewer, reply_id: int) -> QuickReply:
    """One to change. Raises NotFound for a colleague's, Forbidden for a shared one by an agent."""
    found = await session.get(QuickReply, reply_id)
    if found is None or found.member_id not in (None, viewer.id):
        raise NotFound
    if found.member_id is None and not viewer.sees_all:
        raise Forbidden
    return found
