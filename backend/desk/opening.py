"""Opening a case when a conversation goes to people. Called with the conversation locked."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.clock import now
from backend.conversations.models import Conversation
from backend.customers.models import Customer, Tier
from backend.customers.tiers import TIERS
from backend.desk.models import Case, Priority
from backend.desk.summaries import Summary, summarise
from backend.staff.groups import GROUPS
from backend.staff.models import Member
from backend.tickets.clocks import after_business_time
from backend.tickets.rules import TICKETS

FAVOURED = (Tier.A, Tier.B)


async def open_case(session: AsyncSession, conversation: Conversation) -> Case:
    """The conversation's open case, or a new one. The lock excludes a second one."""
    if found := await current(session, conversation.id):
        return found
    customer = (
        await session.get(Customer, conversation.customer_id) if conversation.customer_id else None
    )
    summary = await summarise(session, conversation, customer)
    tier = customer.tier if customer else None
    moment = now()
    case = Case(
        conversation_id=conversation.id,
        opened_at=moment,
        from_seq=conversation.last_seq,
        topic=summary.topic,
        group=GROUPS.data.of(summary.topic),
        tier=tier,
        priority=_priority(summary, tier),
        due_at=due(moment, tier),
        summary=summary.shown(),
        passed_over=[],
    )
    session.add(case)
    await session.flush()
    return case


async def current(session: AsyncSession, conversation_id: str) -> Case | None:
    query = select(Case).where(Case.conversation_id == conversation_id, Case.ended_at.is_(None))
    result = await session.execute(query, execution_options={"populate_existing": True})
    return result.scalar_one_or_none()


async def in_charge(session: AsyncSession, conversation_id: str) -> str | None:
    """The name of the member who has the conversation in hand."""
    query = (
        select(Member.name)
        .join(Case, Case.assignee_id == Member.id)
        .where(Case.conversation_id == conversation_id, Case.ended_at.is_(None))
    )
    return (await session.execute(query)).scalar_one_or_none()


def due(moment: datetime, tier: Tier | None) -> datetime:
    """When the tier's first reply has to be given; the clock runs in business hours."""
    pace = TIERS.data.tiers[tier or TICKETS.data.default_tier]
    return after_business_time(moment, timedelta(minutes=pace.first_reply_minutes))


def _priority(summary: Summary, tier: Tier | None) -> Priority:
    words = " ".join(summary.recent)
    if any(word in words for word in TICKETS.data.raising_words):
        return Priority.URGENT
    return Priority.HIGH if tier in FAVOURED else Priority.NORMAL
