"""What customers said of the bot's answers."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.conversations.models import Author, Message
from backend.reviews.models import Vote


async def among(session: AsyncSession, messages: Iterable[Message]) -> Mapping[str, bool]:
    """The votes on these messages, by message id: true is a thumb up."""
    answers = [message.id for message in messages if message.author is Author.BOT]
    if not answers:
        return {}
    query = select(Vote.message_id, Vote.helpful).where(Vote.message_id.in_(answers))
    return {row.message_id: row.helpful for row in await session.execute(query)}
