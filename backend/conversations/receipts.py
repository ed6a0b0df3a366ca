"""Receipts: what a platform already sent, so that nothing counts twice."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from backend.conversations.models import Message, Receipt
from backend.errors import Conflict


class Replayed(Conflict):
    """The very same signed call came before."""

    code = "replayed"


async def once(session: AsyncSession, channel: str, signature: str) -> None:
    """Let a signed call through the first time. Raises Replayed after that."""
    try:
        async with session.begin_nested():
            session.add(Receipt(channel=channel, key=f"call:{signature}"))
    except IntegrityError as repeat:
        raise Replayed from repeat


async def message_of(session: AsyncSession, channel: str, platform_id: str) -> Message | None:
    """The message stored for this platform id, whichever conversation it went to."""
    query = (
        select(Message)
        .join(Receipt, Receipt.message_id == Message.id)
        .where(Receipt.channel == channel, Receipt.key == f"message:{platform_id}")
    )
    return (await session.execute(query)).scalar_one_or_none()


def remember(session: AsyncSession, channel: str, platform_id: str, message: Message) -> None:
    session.add(Receipt(channel=channel, key=f"message:{platform_id}", message_id=message.id))
