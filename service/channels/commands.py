"""What a messaging app's user may tell the service itself: link, unlink, notices on and off."""

import re
from collections.abc import Awaitable, Callable
from functools import cache
from pathlib import Path

import yaml
from pydantic import TypeAdapter
from sqlalchemy.ext.asyncio import AsyncSession

from backend.conversations.log import append
from backend.conversations.models import Author, Conversation, Message
from backend.conversations.taking import Draft, take
from backend.links import service as links
from backend.notices import consent
from service.channels.base import Incoming
from service.texts import words

Obey = Callable[[AsyncSession, Conversation, re.Match[str]], Awaitable[str]]
"""Does it, and gives the key of what to say."""

_Phrases = TypeAdapter(dict[str, re.Pattern[str]])


async def obey(
    session: AsyncSession, conversation: Conversation, incoming: Incoming, text: str
) -> Message | None:
    """The stored message when it was a command; the engine never sees it."""
    for name, pattern in _phrases().items():
        if found := pattern.fullmatch(text):
            said = await _COMMANDS[name](session, conversation, found)
            # A code that was tried is worth nothing to a reader of the log, but it was typed there.
            taken = await take(session, conversation.id, Draft(incoming.message_id, text))
            append(session, conversation, Author.SYSTEM, text=words("channels")[said])
            await session.flush()
            return taken.message
    return None


async def _link(session: AsyncSession, conversation: Conversation, found: re.Match[str]) -> str:
    user = conversation.channel_user or ""
    linked = await links.redeem(session, conversation.channel, user, found["code"])
    await session.refresh(conversation, ["customer_id"])
    return "linked" if linked else "wrong_code"


async def _unlink(session: AsyncSession, conversation: Conversation, _: re.Match[str]) -> str:
    user = conversation.channel_user or ""
    unlinked = await links.unlink(session, conversation.channel, user)
    await session.refresh(conversation, ["customer_id"])
    return "unlinked" if unlinked else "not_linked"


async def _subscribe(session: AsyncSession, conversation: Conversation, _: re.Match[str]) -> str:
    return await _consent(session, conversation, given=True)


async def _unsubscribe(session: AsyncSession, conversation: Conversation, _: re.Match[str]) -> str:
    return await _consent(session, conversation, given=False)


async def _consent(session: AsyncSession, conversation: Conversation, *, given: bool) -> str:
    if conversation.customer_id is None:
        return "not_linked"
    await consent.change(session, conversation.customer_id, given=given)
    return "subscribed" if given else "unsubscribed"


_COMMANDS: dict[str, Obey] = {
    "link": _link,
    "unlink": _unlink,
    "subscribe": _subscribe,
    "unsubscribe": _unsubscribe,
}


@cache
def _phrases() -> dict[str, re.Pattern[str]]:
    path = Path(__file__).with_name("phrases.yml")
    return _Phrases.validate_python(yaml.safe_load(path.read_text("utf-8")))
