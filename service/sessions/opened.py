"""What a client gets that has signed in, or come back."""

from datetime import datetime, timedelta

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from backend.conversations import sessions
from backend.conversations.merging import sign_in
from backend.conversations.models import Conversation
from backend.conversations.proving import go_on
from backend.customers.models import Customer
from service.http import Schema
from service.reception.receiving import note_phone
from service.sessions.authentication import bearer
from service.texts import words
from service.wiring import Services


class SessionOpened(Schema):
    token: str
    conversation_id: str
    expires_at: datetime


async def signed_in(
    session: AsyncSession, request: web.Request, customer: Customer, locale: str
) -> Conversation:
    """The customer's conversation; that of the visitor whose token came along joins it, and what
    the visitor had to prove an identity for goes on."""
    token = bearer(request)
    caller = await sessions.find(session, token) if token else None
    visitor = caller.conversation_id if caller and caller.customer_id is None else None
    conversation = await sign_in(session, visitor, customer, locale)
    if visitor:
        await note_phone(session, conversation)
        await go_on(session, conversation.id, words("notices")["proved"])
    return conversation


def issue(services: Services, session: AsyncSession, conversation: Conversation) -> SessionOpened:
    lifetime = timedelta(hours=services.settings.session_hours)
    issued = sessions.issue(session, conversation, lifetime)
    return SessionOpened(
        token=issued.token, conversation_id=conversation.id, expires_at=issued.expires_at
    )


def announce(services: Services, conversation: Conversation) -> None:
    """After the commit: there may be messages that came along, and a turn among them."""
    services.hub.wake(conversation.id)
    services.turns.wake(conversation.id)
