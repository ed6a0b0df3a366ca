"""The message log: writing to it, and reading it back by `seq`."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.clock import now
from backend.conversations import attachments
from backend.conversations.errors import ClientIdReused, ConversationClosed
from backend.conversations.models import (
    UNFINISHED,
    WEB,
    Author,
    Choice,
    Conversation,
    JsonObject,
    Message,
    OutboxEntry,
    State,
    Turn,
    new_id,
)
from backend.conversations.opening import lock
from backend.errors import InvalidInput

PAGE = 200


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
class Snapshot:
    """What a customer may see of a conversation's state."""

    last_seq: int
    state: State
    busy: bool
    queue_position: int | None


async def accept(session: AsyncSession, conversation_id: str, draft: Draft) -> Message:
    """Store a customer's message with its turn; the same `client_id` again gives the same message.

    Raises ClientIdReused, ConversationClosed, or InvalidInput for a foreign choice or attachment.
    """
    conversation = await lock(session, conversation_id)
    if known := await _by_client_id(session, conversation_id, draft.client_id):
        if known.body_hash != draft.digest():
            raise ClientIdReused
        return known
    if conversation.state is State.CLOSED:
        raise ConversationClosed
    choice = await _choice(session, conversation_id, draft.choice_id)
    message = append(
        session,
        conversation,
        Author.CUSTOMER,
        text=choice["title"] if choice else draft.text,
    )
    message.attachments = await attachments.refs(session, conversation_id, draft.attachments)
    message.client_id, message.body_hash = draft.client_id, draft.digest()
    if conversation.state is State.BOT:
        payload = choice["payload"] if choice else None
        session.add(
            Turn(conversation_id=conversation_id, message=message, seq=message.seq, payload=payload)
        )
    return message


def append(
    session: AsyncSession,
    conversation: Conversation,
    author: Author,
    *,
    text: str = "",
    card: JsonObject | None = None,
    buttons: Sequence[tuple[str, str]] = (),
) -> Message:
    """Add a message to a locked conversation. `buttons` are (title, payload) pairs."""
    conversation.last_seq += 1
    conversation.updated_at = now()
    seq = conversation.last_seq
    message = Message(
        id=new_id(),
        conversation_id=conversation.id,
        seq=seq,
        author=author,
        text=text,
        card=card,
        choices=[
            Choice(id=f"{seq}-{number}", title=title, payload=payload)
            for number, (title, payload) in enumerate(buttons, 1)
        ]
        or None,
        created_at=conversation.updated_at,
    )
    session.add(message)
    if author is not Author.CUSTOMER and conversation.channel != WEB:
        session.add(
            OutboxEntry(
                conversation_id=conversation.id,
                message=message,
                seq=seq,
                channel=conversation.channel,
            )
        )
    return message


async def between(
    session: AsyncSession, conversation_id: str, after: int, last: int
) -> Sequence[Message]:
    """The messages after one seq up to and with another, oldest first, one page of them."""
    query = (
        select(Message)
        .where(Message.conversation_id == conversation_id, Message.seq > after, Message.seq <= last)
        .order_by(Message.seq)
        .limit(PAGE)
    )
    return (await session.scalars(query)).all()


async def snapshot(session: AsyncSession, conversation_id: str) -> Snapshot:
    unfinished = exists().where(Turn.conversation_id == Conversation.id, Turn.state.in_(UNFINISHED))
    query = select(
        Conversation.last_seq, Conversation.state, Conversation.queued_at, unfinished
    ).where(Conversation.id == conversation_id)
    last_seq, state, queued_at, busy = (await session.execute(query)).one()
    position = await _queue_position(session, queued_at) if state is State.QUEUED else None
    return Snapshot(last_seq=last_seq, state=state, busy=bool(busy), queue_position=position)


async def changed_since(session: AsyncSession, moment: datetime) -> dict[str, datetime]:
    """Conversations written to since then, by any process, with the time of their last change."""
    query = select(Conversation.id, Conversation.updated_at).where(
        Conversation.updated_at >= moment
    )
    return {row.id: row.updated_at for row in await session.execute(query)}


async def _queue_position(session: AsyncSession, queued_at: datetime | None) -> int:
    query = select(func.count()).where(
        Conversation.state == State.QUEUED, Conversation.queued_at < queued_at
    )
    return (await session.execute(query)).scalar_one() + 1


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
