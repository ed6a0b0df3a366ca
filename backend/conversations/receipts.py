"""Receipts: what a platform already sent, so that nothing counts twice."""

from datetime import datetime

from sqlalchemy import delete
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


async def find(session: AsyncSession, channel: str, platform_id: str) -> Receipt | None:
    """Of a message that came before; its `message_id` is None while it waits to enter the log."""
    return await session.get(Receipt, (channel, f"message:{platform_id}"))


def remember(
    session: AsyncSession, channel: str, platform_id: str, message: Message | None
) -> None:
    session.add(
        Receipt(
            channel=channel,
            key=f"message:{platform_id}",
            message_id=message.id if message is not None else None,
        )
    )


async def complete(session: AsyncSession, channel: str, platform_id: str, message: Message) -> None:
    """The message that waited has entered the log."""
    receipt = await find(session, channel, platform_id)
    if receipt is not None:
        receipt.message_id = message.id


async def forget(session: AsyncSession, before: datetime) -> None:
    """Those older than that: no platform repeats itself for so long."""
    await session.execute(delete(Receipt).where(Receipt.received_at < before))
