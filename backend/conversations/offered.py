"""The choices a customer was offered, found again by what a messaging app can say of them."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.conversations.models import Author, Message


async def by_key(session: AsyncSession, conversation_id: str, key: str) -> str | None:
    """The choice of a key `<message id>/<choice id>`, or None when it is not this conversation's.

    A button stays on the customer's screen for ever. One pressed long after must not press the
    choice of the same number in a newer conversation.
    """
    message_id, _, choice_id = key.partition("/")
    query = select(Message.choices).where(
        Message.id == message_id, Message.conversation_id == conversation_id
    )
    choices = (await session.execute(query)).scalar_one_or_none() or ()
    return next((choice["id"] for choice in choices if choice["id"] == choice_id), None)


async def by_number(session: AsyncSession, conversation_id: str, number: int) -> str | None:
    """The choice of that number, counted from one, in the newest message that offered any, unless
    the customer has written since."""
    query = (
        select(Message.author, Message.choices)
        .where(Message.conversation_id == conversation_id)
        .order_by(Message.seq.desc())
        .limit(10)
    )
    for author, choices in await session.execute(query):
        if author is Author.CUSTOMER:
            return None
        if choices:
            return choices[number - 1]["id"] if number <= len(choices) else None
    return None
