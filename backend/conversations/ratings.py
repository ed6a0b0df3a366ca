"""The customer's rating of a conversation, given once."""

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from backend.conversations.errors import AlreadyRated
from backend.conversations.models import Rating


async def rate(session: AsyncSession, conversation_id: str, stars: int, comment: str) -> None:
    """Raises AlreadyRated the second time."""
    try:
        async with session.begin_nested():
            session.add(Rating(conversation_id=conversation_id, stars=stars, comment=comment))
    except IntegrityError as repeat:
        raise AlreadyRated from repeat
