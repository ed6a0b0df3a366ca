"""Signing in: a visitor's open conversation joins the customer's.

Locks are always taken in the order visitor's, customer's, so that two sign-ins cannot deadlock.
"""

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from backend.conversations.identity import web_user
from backend.conversations.models import WEB, Conversation, Session, State
from backend.conversations.moving import move
from backend.conversations.opening import find_open, lock, open_for
from backend.conversations.turns import leave_bot
from backend.customers.models import Customer


async def sign_in(
    session: AsyncSession, visitor_id: str | None, customer: Customer, locale: str
) -> Conversation:
    """The customer's open conversation on the web, with all that the visitor said before.

    `visitor_id`: the visitor's conversation, proved by its token. It is left alone when it is
    closed or a customer's already, so a repeat changes nothing. Its tokens end with it.
    """
    user = web_user(customer)
    visitor = await _unclaimed(session, visitor_id)
    if visitor is not None:
        await session.execute(delete(Session).where(Session.conversation_id == visitor.id))
        theirs = await _theirs(session, user)
        if theirs is not None and theirs.state is State.BOT and visitor.state is not State.BOT:
            # A person looks after the visitor: that conversation goes on, the other ends.
            await leave_bot(session, theirs, State.CLOSED)
            await session.flush()
            theirs = None
        if theirs is None and await _adopt(session, visitor, user, customer):
            return visitor
        theirs = theirs or await _theirs(session, user)
        if theirs is not None:
            await move(session, visitor, theirs)
            await leave_bot(session, visitor, State.CLOSED)
            return theirs
    return await open_for(session, WEB, user, customer_id=customer.id, locale=locale)


async def _unclaimed(session: AsyncSession, visitor_id: str | None) -> Conversation | None:
    if visitor_id is None:
        return None
    found = await lock(session, visitor_id)
    anonymous = found.customer_id is None and found.channel == WEB and found.channel_user is None
    return found if anonymous and found.state is not State.CLOSED else None


async def _theirs(session: AsyncSession, user: str) -> Conversation | None:
    found = await find_open(session, WEB, user)
    return await lock(session, found.id) if found else None


async def _adopt(
    session: AsyncSession, visitor: Conversation, user: str, customer: Customer
) -> bool:
    """Make it the customer's; False when they have opened another one meanwhile."""
    claim = (
        update(Conversation)
        .where(Conversation.id == visitor.id)
        .values(channel_user=user, customer_id=customer.id)
        .execution_options(synchronize_session=False)
    )
    try:
        async with session.begin_nested():
            await session.execute(claim)
    except IntegrityError:
        return False
    await session.refresh(visitor)
    return True
