"""Taking in a customer's message: stored once, whatever becomes of it."""

import hashlib
import json
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from backend.conversations import attachments
from backend.conversations.errors import ClientIdReused, ConversationClosed
from backend.conversations.log import append
from backend.conversations.models import Author, Choice, Conversation, Message, State, Turn
from backend.conversations.opening import lock
from backend.errors import InvalidInput


@dataclass(frozen=True)
class Draft:
    """A customer's message as it came in, already cleaned."""

    client_id: str
    text: str = ""
    choice_id: str | None = None
    attachments: tuple[str, ...] = ()

    def digest(self) -> str:
        body = json.dumps([self.text, self.choice_id, self.attachments], ensure_ascii=False)
        return hashlib.sha256(body.encode()).hexdigest()


@dataclass(frozen=True)
class Taken:
    """`payload` is what a pressed choice stands for; `fresh` is false for a repeat."""

    conversation: Conversation
    message: Message
    payload: str | None
    fresh: bool


async def take(session: AsyncSession, conversation_id: str, draft: Draft) -> Taken:
    """Store a customer's message; the same `client_id` again gives the same message.

    A closed conversation opens again. Raises ClientIdReused, ConversationClosed when the person
    has another one by now, or InvalidInput for a foreign choice or attachment.
    """
    conversation = await _current(session, conversation_id)
    conversation_id = conversation.id
    if known := await _by_client_id(session, conversation_id, draft.client_id):
        if known.body_hash != draft.digest():
            raise ClientIdReused
        return Taken(conversation, known, None, fresh=False)
    if conversation.state is State.CLOSED:
        await _reopen(session, conversation)
    choice = await _choice(session, conversation_id, draft.choice_id)
    files = await attachments.refs(session, conversation_id, draft.attachments)
    text = choice["title"] if choice else draft.text
    message = append(session, conversation, Author.CUSTOMER, text=text)
    message.attachments = files
    message.client_id, message.body_hash = draft.client_id, draft.digest()
    conversation.warned_at = None
    await session.flush()
    return Taken(conversation, message, choice["payload"] if choice else None, fresh=True)


def ask_engine(session: AsyncSession, taken: Taken) -> None:
    """Add the turn in which the engine answers the message."""
    message = taken.message
    session.add(
        Turn(
            conversation_id=message.conversation_id,
            message=message,
            seq=message.seq,
            payload=taken.payload,
        )
    )


async def _current(session: AsyncSession, conversation_id: str) -> Conversation:
    """The conversation, or the one it joined while the message was on its way; locked."""
    conversation = await lock(session, conversation_id)
    while conversation.merged_into is not None:
        conversation = await lock(session, conversation.merged_into)
    return conversation


async def _reopen(session: AsyncSession, conversation: Conversation) -> None:
    try:
        async with session.begin_nested():
            conversation.state = State.BOT
    except IntegrityError as error:
        raise ConversationClosed from error


async def _by_client_id(
    session: AsyncSession, conversation_id: str, client_id: str
) -> Message | None:
    query = select(Message).where(
        Message.conversation_id == conversation_id, Message.client_id == client_id
    )
    return (await session.execute(query)).scalar_one_or_none()


async def _choice(
    session: AsyncSession, conversation_id: str, choice_id: str | None
) -> Choice | None:
    if choice_id is None:
        return None
    seq = choice_id.partition("-")[0]
    # Nine digits hold every seq there will be, and stay within a database's integer.
    if seq.isascii() and seq.isdecimal() and len(seq) <= 9:
        query = select(Message.choices).where(
            Message.conversation_id == conversation_id, Message.seq == int(seq)
        )
        for choice in (await session.execute(query)).scalar_one_or_none() or ():
            if choice["id"] == choice_id:
                return choice
    raise InvalidInput("choice of no message in this conversation")
