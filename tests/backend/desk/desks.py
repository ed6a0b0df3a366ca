"""Members and conversations that tests of the desk need."""

from sqlalchemy.ext.asyncio import AsyncEngine

from backend.conversations.log import append
from backend.conversations.models import WEB, Author, Conversation, State
from backend.conversations.opening import lock
from backend.conversations.turns import leave_bot
from backend.database import transaction
from backend.desk.visibility import Viewer
from backend.staff import members
from backend.staff.members import NewMember
from backend.staff.models import Presence, Role


async def hire(
    engine: AsyncEngine, username: str, role: Role = Role.AGENT, *, capacity: int = 5
) -> Viewer:
    """A member who is there."""
    new = NewMember(username, username, role, ["general"], capacity)
    async with transaction(engine) as session:
        member = await members.add(session, new, "x")
        await members.set_presence(session, member.id, Presence.ONLINE)
    return Viewer(member.id, member.name, member.role)


async def waiting(engine: AsyncEngine, text: str = "转人工") -> str:
    """A conversation in the queue."""
    async with transaction(engine) as session:
        fresh = Conversation(channel=WEB)
        session.add(fresh)
        await session.flush()
        conversation = await lock(session, fresh.id)
        append(session, conversation, Author.CUSTOMER, text=text)
        await leave_bot(session, conversation, State.QUEUED)
    return conversation.id
