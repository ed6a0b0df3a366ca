"""The hours in which no app rings, unless the customer is there anyhow."""

from datetime import datetime, timedelta

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.clock import local, now
from backend.conversations.models import Author, Message
from backend.notices.rules import NOTICES


async def holds_until(session: AsyncSession, conversation_id: str) -> datetime | None:
    """When something may be said in the conversation; None for at once."""
    moment = now()
    morning = NOTICES.data.quiet.end_after(local(moment))
    if morning is None or await _is_there(session, conversation_id, moment):
        return None
    return morning


async def _is_there(session: AsyncSession, conversation_id: str, moment: datetime) -> bool:
    present = timedelta(minutes=NOTICES.data.quiet.present_minutes)
    query = exists().where(
        Message.conversation_id == conversation_id,
        Message.author == Author.CUSTOMER,
        Message.created_at >= moment - present,
    )
    return bool((await session.execute(select(query))).scalar_one())
