"""Taking in what a platform sent: each message once, acknowledged before any turn runs."""

import re
from dataclasses import asdict

from sqlalchemy.ext.asyncio import AsyncSession

from backend.channels import arrivals, windows
from backend.conversations import offered, opening, outbox, receipts
from backend.conversations.models import Conversation, Message
from backend.database import transaction
from backend.links import service as links
from service.channels import commands
from service.channels.base import Incoming, Received
from service.messages.cleaning import LONGEST, clean_text
from service.messages.intake import announce, store
from service.messages.schemas import SendMessage
from service.texts import words
from service.wiring import Services

_NUMBER = re.compile(r"(?:回复|选|第)?\s*[（(]?([1-9]\d?)[)）.、。]?\s*(?:个|项)?")


async def take(
    services: Services, channel: str, incoming: Incoming, received: Received | None = None
) -> Message | None:
    """The stored message; None when it waits for its picture. Returns after the commit.

    A message that came before gives the first one again, and nothing else happens. Raises Replayed
    for a signature that came before.
    """
    once = received.once if received else None
    strict = received is not None and not received.repeats
    async with transaction(services.database) as session:
        if once is not None and strict:
            await receipts.once(session, channel, once)
        message, fresh = await _take_once(session, channel, incoming)
        if once is not None and not strict and fresh:
            await receipts.once(session, channel, once)
    if message is not None and fresh:
        announce(services, message, channel)
    return message


async def _take_once(
    session: AsyncSession, channel: str, incoming: Incoming
) -> tuple[Message | None, bool]:
    conversation = await open_locked(session, channel, incoming.user, incoming.locale)
    if receipt := await receipts.find(session, channel, incoming.message_id):
        known = await session.get(Message, receipt.message_id) if receipt.message_id else None
        return known, False
    await windows.heard(session, channel, incoming.user)
    await outbox.due_now(session, channel, incoming.user)
    if incoming.picture or await arrivals.any_of(session, channel, incoming.user):
        arrivals.add(session, channel, incoming.user, incoming.message_id, asdict(incoming))
        receipts.remember(session, channel, incoming.message_id, None)
        return None, False
    message = await enter(session, conversation, incoming)
    receipts.remember(session, channel, incoming.message_id, message)
    return message, True


async def open_locked(
    session: AsyncSession, channel: str, user: str, locale: str = "zh-CN"
) -> Conversation:
    """The lock first: of two deliveries at once, the second then sees the first one's receipt."""
    customer_id = await links.customer_of(session, channel, user)
    conversation = await opening.open_for(
        session, channel, user, customer_id=customer_id, locale=locale
    )
    return await opening.lock(session, conversation.id)


async def enter(
    session: AsyncSession,
    conversation: Conversation,
    incoming: Incoming,
    attachments: list[str] | None = None,
) -> Message:
    """Put the message into the log of its conversation, which is locked."""
    text = clean_text(incoming.text)[:LONGEST]
    if done := await commands.obey(session, conversation, incoming, text):
        return done
    choice_id = await _choice(session, conversation.id, incoming, text)
    if not (text or choice_id or attachments):
        text = words("channels")["unreadable"]
    sent = SendMessage(
        client_id=incoming.message_id, text=text, choice_id=choice_id, attachments=attachments
    )
    return await store(session, conversation.id, sent)


async def _choice(
    session: AsyncSession, conversation_id: str, incoming: Incoming, text: str
) -> str | None:
    """What was pressed, or chosen by its number from a list in words."""
    if incoming.pressed is not None:
        return await offered.by_key(session, conversation_id, incoming.pressed)
    number = _NUMBER.fullmatch(text)
    return (
        await offered.by_number(session, conversation_id, int(number.group(1))) if number else None
    )
