"""Telling a customer something outside a conversation: where they will find it."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.conversations.log import append
from backend.conversations.models import WEB, Author, Conversation, Message, State
from backend.conversations.opening import lock, open_for
from backend.customers.models import Customer
from backend.notices import quiet


async def tell(
    session: AsyncSession,
    customer_id: int | None,
    conversation_id: str | None,
    author: Author,
    text: str,
) -> Message | None:
    """Written at once; at night an app rings for it only where the customer is there anyhow. None
    for a visitor whose conversation is gone."""
    conversation = await _reach(session, customer_id, conversation_id)
    if conversation is None:
        return None
    morning = await quiet.holds_until(session, conversation.id)
    return append(session, conversation, author, text=text, not_before=morning)


async def _reach(
    session: AsyncSession, customer_id: int | None, conversation_id: str | None
) -> Conversation | None:
    """The conversation to write to, locked; None for a visitor whose conversation is gone.

    The one that the matter came up in, while it is open; else the customer's latest that is open;
    else a new one on the channel they used last, where the message waits until they come back. A
    visitor without an account is known by the old conversation only.
    """
    known = await _followed(session, conversation_id)
    if known is not None and known.state is not State.CLOSED:
        return await lock(session, known.id)
    latest = await _latest(session, customer_id) if customer_id is not None else None
    found = latest or known
    if found is None:
        found = await _first(session, customer_id)
    elif found.state is State.CLOSED and found.channel_user is not None:
        found = await open_for(
            session,
            found.channel,
            found.channel_user,
            customer_id=found.customer_id,
            locale=found.locale,
        )
    return await lock(session, found.id) if found else None


async def _followed(session: AsyncSession, conversation_id: str | None) -> Conversation | None:
    """The conversation, or the one it was merged into."""
    found = await session.get(Conversation, conversation_id) if conversation_id else None
    while found is not None and found.merged_into is not None:
        found = await session.get(Conversation, found.merged_into)
    return found


async def _latest(session: AsyncSession, customer_id: int) -> Conversation | None:
    """Open ones go before closed ones."""
    return await session.scalar(
        select(Conversation)
        .where(Conversation.customer_id == customer_id)
        .order_by(Conversation.state == State.CLOSED, Conversation.updated_at.desc())
        .limit(1)
    )


async def _first(session: AsyncSession, customer_id: int | None) -> Conversation | None:
    """For a customer of the host site who has never written."""
    customer = await session.get(Customer, customer_id) if customer_id is not None else None
    if customer is None or customer.external_id is None:
        return None
    return await open_for(
        session, WEB, customer.external_id, customer_id=customer.id, locale="zh-CN"
    )
