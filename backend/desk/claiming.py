"""Who has a conversation in hand: claiming it, and passing it on."""

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from backend.clock import now
from backend.conversations.errors import ConversationClosed
from backend.conversations.models import Conversation, JsonObject, State
from backend.conversations.turns import leave_bot
from backend.desk import notes
from backend.desk.errors import NoCase, NotAssignee, NotAvailable, Taken
from backend.desk.models import Case
from backend.desk.opening import due, open_case
from backend.desk.visibility import Viewer, act, hold
from backend.errors import InvalidInput
from backend.staff import members
from backend.staff.groups import GROUPS
from backend.staff.models import Presence


async def claim(session: AsyncSession, viewer: Viewer, conversation_id: str) -> Conversation:
    """Take a conversation that waits or that the bot serves. Claiming one's own again is fine.

    Raises Taken, ConversationClosed or NotFound.
    """
    conversation, case = await hold(session, conversation_id)
    if conversation.state is State.CLOSED:
        raise ConversationClosed
    case = case or await open_case(session, conversation)
    if not await _assign(session, case, viewer.id, instead_of=None):
        holder = await members.get(session, case.assignee_id or 0)
        if holder.id == viewer.id:
            return conversation
        raise Taken(holder.id, holder.name)
    await leave_bot(session, conversation, State.HUMAN)
    notes.happened(session, conversation, viewer.id, "claimed")
    return conversation


async def transfer_to_member(
    session: AsyncSession, viewer: Viewer, conversation_id: str, member_id: int, reason: str
) -> Conversation:
    """Raises NotAvailable, NotAssignee, NoCase, Taken or NotFound."""
    conversation, case = await _transferable(session, viewer, conversation_id)
    target = await members.get(session, member_id)
    if target.disabled or target.presence is Presence.OFFLINE:
        raise NotAvailable
    if not await _assign(session, case, target.id, instead_of=case.assignee_id):
        raise NoCase
    await leave_bot(session, conversation, State.HUMAN)
    to: JsonObject = {"id": target.id, "name": target.name}
    notes.happened(session, conversation, viewer.id, "transferred", to=to, reason=reason)
    return conversation


async def transfer_to_group(
    session: AsyncSession, viewer: Viewer, conversation_id: str, group: str, reason: str
) -> Conversation:
    """Back into the queue, for another group. Raises as `transfer_to_member` does."""
    if group not in GROUPS.data.groups:
        raise InvalidInput("unknown group")
    conversation, case = await _transferable(session, viewer, conversation_id)
    case.group, case.passed_over = group, [viewer.id]
    await requeue(session, conversation, case)
    to: JsonObject = {"key": group, "name": GROUPS.data.groups[group].name}
    notes.happened(session, conversation, viewer.id, "transferred", to=to, reason=reason)
    return conversation


async def requeue(session: AsyncSession, conversation: Conversation, case: Case) -> None:
    """Let a locked conversation wait for someone else; the time it has to be answered by starts
    anew."""
    case.assignee_id = case.offered_to_id = case.offer_until = case.claimed_at = None
    case.due_at = due(now(), case.tier)
    await leave_bot(session, conversation, State.QUEUED)


async def _assign(
    session: AsyncSession, case: Case, member_id: int, *, instead_of: int | None
) -> bool:
    """The one guarded update that decides whose the case is."""
    claimed = (
        update(Case)
        .where(
            Case.id == case.id,
            Case.ended_at.is_(None),
            Case.assignee_id.is_not_distinct_from(instead_of),
        )
        .values(assignee_id=member_id, claimed_at=now(), offered_to_id=None, offer_until=None)
        .returning(Case.id)
    )
    won = (await session.execute(claimed)).first() is not None
    await session.refresh(case)
    return won


async def _transferable(
    session: AsyncSession, viewer: Viewer, conversation_id: str
) -> tuple[Conversation, Case]:
    conversation, case = await act(session, viewer, conversation_id)
    if case is None:
        raise NoCase
    if case.assignee_id != viewer.id and not viewer.sees_all:
        raise NotAssignee
    return conversation, case
