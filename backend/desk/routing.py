"""Who gets what waits: the member with the skill who is there and has the least in hand.

An offer is not an assignment: whoever claims first has it. An offer that lapses goes to the next.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from backend.clock import now
from backend.conversations.models import Conversation, State
from backend.desk.models import Case
from backend.staff.models import Member, Presence


@dataclass(frozen=True)
class Desk:
    """What a round of offers needs to know."""

    waiting: Sequence[Case]
    present: Sequence[Member]
    loads: Mapping[int, int]


async def look(session: AsyncSession) -> Desk:
    """The cases without a live offer, the most pressing first, and who could take them."""
    waiting = (
        select(Case)
        .join(Conversation, Conversation.id == Case.conversation_id)
        .where(
            Conversation.state == State.QUEUED,
            Case.ended_at.is_(None),
            Case.assignee_id.is_(None),
            or_(Case.offered_to_id.is_(None), Case.offer_until <= now()),
        )
        .order_by(Case.due_at, Case.tier, Case.opened_at)
        .limit(200)
    )
    present = select(Member).where(Member.presence == Presence.ONLINE, Member.disabled.is_(False))
    return Desk(
        waiting=(await session.scalars(waiting)).all(),
        present=(await session.scalars(present.order_by(Member.id))).all(),
        loads=await loads(session),
    )


async def loads(session: AsyncSession) -> dict[int, int]:
    """Conversations in hand or on offer, for each member that has any."""
    holder = func.coalesce(Case.assignee_id, Case.offered_to_id)
    query = (
        select(holder, func.count())
        .where(Case.ended_at.is_(None), holder.is_not(None))
        .group_by(holder)
    )
    return {row[0]: row[1] for row in await session.execute(query)}


def choose(case: Case, desk: Desk) -> Member | None:
    """Without anyone of the group there, anyone who is there will do."""
    skilled = [member for member in desk.present if case.group in member.groups]
    passed = {*case.passed_over, case.offered_to_id}
    free = [
        member
        for member in skilled or desk.present
        if desk.loads.get(member.id, 0) - (member.id == case.offered_to_id) < member.capacity
    ]
    fresh = [member for member in free if member.id not in passed]
    others = [member for member in free if member.id != case.offered_to_id]
    return min(
        fresh or others or free,
        key=lambda member: (desk.loads.get(member.id, 0), member.id),
        default=None,
    )


async def offer(session: AsyncSession, case: Case, member_id: int, patience: timedelta) -> bool:
    """Guarded: False when it was claimed or offered meanwhile, or the member has no room left.

    The member's row is locked, so that two processes cannot both fill the last place.
    """
    locked = select(Member).where(Member.id == member_id).with_for_update()
    member = (
        await session.execute(locked, execution_options={"populate_existing": True})
    ).scalar_one()
    held = (await loads(session)).get(member_id, 0) - (case.offered_to_id == member_id)
    if member.presence is not Presence.ONLINE or member.disabled or held >= member.capacity:
        return False
    passed = [*case.passed_over, *([case.offered_to_id] if case.offered_to_id else [])]
    return await _set_offer(
        session,
        case,
        offered_to_id=member_id,
        offer_until=now() + patience,
        passed_over=[] if member_id in passed else passed,
    )


async def withdraw(session: AsyncSession, case: Case) -> bool:
    """End a lapsed offer with nobody to take its place."""
    passed = [*case.passed_over, *([case.offered_to_id] if case.offered_to_id else [])]
    return await _set_offer(
        session, case, offered_to_id=None, offer_until=None, passed_over=[*dict.fromkeys(passed)]
    )


async def _set_offer(
    session: AsyncSession,
    case: Case,
    *,
    offered_to_id: int | None,
    offer_until: datetime | None,
    passed_over: list[int],
) -> bool:
    changed = (
        update(Case)
        .where(
            Case.id == case.id,
            Case.ended_at.is_(None),
            Case.assignee_id.is_(None),
            Case.offered_to_id.is_not_distinct_from(case.offered_to_id),
            Case.offer_until.is_not_distinct_from(case.offer_until),
        )
        .values(offered_to_id=offered_to_id, offer_until=offer_until, passed_over=passed_over)
        .returning(Case.id)
        .execution_options(synchronize_session=False)
    )
    if (await session.execute(changed)).first() is None:
        return False
    await _stamp(session, case.conversation_id)
    return True


async def _stamp(session: AsyncSession, conversation_id: str) -> None:
    """What wakes the consoles, in every process."""
    await session.execute(
        update(Conversation)
        .where(Conversation.id == conversation_id)
        .values(updated_at=now())
        .execution_options(synchronize_session=False)
    )
