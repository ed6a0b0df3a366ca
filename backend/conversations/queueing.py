"""Leaving the queue: the customer would rather not wait."""

from sqlalchemy.ext.asyncio import AsyncSession

from backend.clock import now
from backend.conversations.log import append
from backend.conversations.models import Author, Conversation, State


def leave_queue(session: AsyncSession, conversation: Conversation, notice: str) -> None:
    """Give a locked, queued conversation back to the bot."""
    conversation.state, conversation.queued_at = State.BOT, None
    conversation.updated_at = now()
    append(session, conversation, Author.SYSTEM, text=notice)
