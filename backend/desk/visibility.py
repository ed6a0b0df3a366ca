"""Who of staff may see which conversation: the one place that decides.

Supervisors see all. An agent sees what waits, what the bot serves, what is over, and their own; a
conversation in a colleague's hands reads as missing.
"""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from backend.conversations.models import Conversation, State
from backend.conversations.opening import lock
from backend.desk.models import Case
from backend.desk.opening import current
from backend.errors import NotFound
from backend.staff.models import Role


@dataclass(frozen=True)
class Viewer:
    """The member who looks or acts."""

    id: int
    name: str
    role: Role

    @property
    def sees_all(self) -> bool:
        return self.role.covers(Role.SUPERVISOR)


def visible(viewer: Viewer) -> ColumnElement[bool]:
    """As a condition on `Conversation`."""
    if viewer.sees_all:
        return true()
    own = select(Case.conversation_id).where(Case.assignee_id == viewer.id, Case.ended_at.is_(None))
    return or_(Conversation.state != State.HUMAN, Conversation.id.in_(own))


async def see(session: AsyncSession, viewer: Viewer, conversation_id: str) -> Conversation:
    """Raises NotFound for one that is missing or a colleague's."""
    query = select(Conversation).where(Conversation.id == conversation_id, visible(viewer))
    found = (await session.execute(query)).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


async def hold(session: AsyncSession, conversation_id: str) -> tuple[Conversation, Case | None]:
    """The conversation, locked, with its open case; whoever may see it. Raises NotFound."""
    if await session.get(Conversation, conversation_id) is None:
        raise NotFound
    return await lock(session, conversation_id), await current(session, conversation_id)


async def act(
    session: AsyncSession, viewer: Viewer, conversation_id: str
) -> tuple[Conversation, Case | None]:
    """As `hold`, for one that the viewer may see. Raises NotFound."""
    conversation, case = await hold(session, conversation_id)
    own = case is not None and case.assignee_id == viewer.id
    if not (viewer.sees_all or own or conversation.state is not State.HUMAN):
        raise NotFound
    return conversation, case
