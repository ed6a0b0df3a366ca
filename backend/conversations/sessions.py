"""Sessions: who may see which conversation."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.clock import now
from backend.conversations.models import Conversation, Session, State

TOKEN_BYTES = 32


@dataclass(frozen=True)
class Caller:
    """The holder of a valid session token."""

    conversation_id: str
    customer_id: int | None
    expires_at: datetime
    state: State


@dataclass(frozen=True)
class Issued:
    token: str
    expires_at: datetime


def issue(session: AsyncSession, conversation: Conversation, lifetime: timedelta) -> Issued:
    """A new token for the conversation. It is shown once and kept only as a hash."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    expires_at = now() + lifetime
    session.add(
        Session(
            token_hash=_hash(token),
            conversation_id=conversation.id,
            customer_id=conversation.customer_id,
            expires_at=expires_at,
        )
    )
    return Issued(token, expires_at)


async def find(session: AsyncSession, token: str) -> Caller | None:
    """Whose token this is, or None when it is unknown or expired."""
    query = (
        select(Session, Conversation.state)
        .join(Conversation, Conversation.id == Session.conversation_id)
        .where(Session.token_hash == _hash(token), Session.expires_at > now())
    )
    row = (await session.execute(query)).one_or_none()
    if row is None:
        return None
    found, state = row
    return Caller(found.conversation_id, found.customer_id, found.expires_at, state)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
