"""Opening or resuming a conversation."""

from datetime import datetime, timedelta

from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncSession

from backend.conversations import opening, sessions
from backend.conversations.identity import customer_for
from backend.conversations.models import WEB, Conversation, State
from backend.database import transaction
from service.errors import InvalidIdentity
from service.http import Call, Endpoint, Schema
from service.sessions.authentication import bearer
from service.sessions.identity import Identity, verify


class OpenSession(Schema):
    identity: str | None = Field(None, max_length=4096, description="JWT signed by the host site.")
    locale: str = Field("zh-CN", pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$", max_length=16)


class SessionOpened(Schema):
    token: str
    conversation_id: str
    expires_at: datetime


async def open_session(call: Call[OpenSession]) -> SessionOpened:
    settings = call.services.settings
    token = call.args.identity
    identity = verify(token, settings.identity_secret) if token is not None else None
    async with transaction(call.services.database) as session:
        if identity is not None:
            conversation = await _open_for_customer(session, identity, call.args.locale)
        else:
            conversation = await _resume(session, bearer(call.request), call.args.locale)
        issued = sessions.issue(session, conversation, timedelta(hours=settings.session_hours))
    return SessionOpened(
        token=issued.token, conversation_id=conversation.id, expires_at=issued.expires_at
    )


async def _open_for_customer(
    session: AsyncSession, identity: Identity, locale: str
) -> Conversation:
    customer = await customer_for(session, identity.external_id, identity.name)
    return await opening.open_for(
        session, WEB, identity.external_id, customer_id=customer.id, locale=locale
    )


async def _resume(session: AsyncSession, token: str | None, locale: str) -> Conversation:
    """The conversation of a token that still holds, or a new one for an unknown visitor."""
    caller = await sessions.find(session, token) if token else None
    if caller is not None and caller.state is not State.CLOSED:
        conversation = await opening.get(session, caller.conversation_id)
        if conversation is not None:
            return conversation
    return await opening.open_anonymous(session, locale)


ENDPOINTS = (
    Endpoint(
        "POST",
        "/sessions",
        "Open or resume a customer's conversation",
        open_session,
        OpenSession,
        SessionOpened,
        status=201,
        signed=False,
        errors=(InvalidIdentity,),
    ),
)
