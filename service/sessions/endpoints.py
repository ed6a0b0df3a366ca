"""Opening or resuming a conversation."""

from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncSession

from backend.conversations import opening, sessions
from backend.conversations.identity import customer_for
from backend.conversations.models import Conversation, State
from backend.database import transaction
from service.errors import InvalidIdentity
from service.http import Call, Endpoint, Schema
from service.sessions.authentication import bearer
from service.sessions.identity import verify
from service.sessions.opened import SessionOpened, announce, issue, signed_in


class OpenSession(Schema):
    identity: str | None = Field(None, max_length=4096, description="JWT signed by the host site.")
    locale: str = Field("zh-CN", pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$", max_length=16)


async def open_session(call: Call[OpenSession]) -> SessionOpened:
    services, token = call.services, call.args.identity
    identity = verify(token, services.settings.identity_secret) if token is not None else None
    async with transaction(services.database) as session:
        if identity is not None:
            customer = await customer_for(session, identity.external_id, identity.name)
            conversation = await signed_in(session, call.request, customer, call.args.locale)
        else:
            conversation = await _resume(session, bearer(call.request), call.args.locale)
        opened = issue(services, session, conversation)
    announce(services, conversation)
    return opened


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
