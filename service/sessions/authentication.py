"""Session tokens, as they come in a header."""

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.conversations import sessions
from backend.conversations.sessions import Caller
from backend.database import reading
from service.errors import Unauthenticated


async def authenticate(database: AsyncEngine, request: web.Request) -> Caller:
    """Raises Unauthenticated."""
    token = bearer(request)
    if token is None:
        raise Unauthenticated
    return await caller_of(database, token)


async def caller_of(database: AsyncEngine, token: str) -> Caller:
    """Raises Unauthenticated."""
    async with reading(database) as session:
        caller = await sessions.find(session, token)
    if caller is None:
        raise Unauthenticated
    return caller


def bearer(request: web.Request) -> str | None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() or None if scheme.lower() == "bearer" else None
