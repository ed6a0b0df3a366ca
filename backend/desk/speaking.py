"""A member's words to the customer: part of the message log, under the member's name."""

import hashlib
import json
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.clock import now
from backend.conversations import attachments
from backend.conversations.errors import ClientIdReused
from backend.conversations.log import append
from backend.conversations.models import Author, Message, State
from backend.desk.errors import NotAssignee
from backend.desk.visibility import Viewer, act

PREFIX = "staff"


@dataclass(frozen=True)
class Words:
    client_id: str
    text: str = ""
    attachments: tuple[str, ...] = ()

    def digest(self) -> str:
        body = json.dumps([self.text, self.attachments], ensure_ascii=False)
        return hashlib.sha256(body.encode()).hexdigest()


async def say(session: AsyncSession, viewer: Viewer, conversation_id: str, words: Words) -> Message:
    """The same `client_id` again gives the same message. Only the assignee speaks.

    Raises NotAssignee, ClientIdReused, NotFound, or InvalidInput for a foreign attachment.
    """
    conversation, case = await act(session, viewer, conversation_id)
    key = f"{PREFIX}:{viewer.id}:{words.client_id}"
    if known := await _known(session, conversation_id, key):
        if known.body_hash != words.digest():
            raise ClientIdReused
        return known
    if case is None or case.assignee_id != viewer.id or conversation.state is not State.HUMAN:
        raise NotAssignee
    files = await attachments.refs(session, conversation_id, words.attachments)
    message = append(session, conversation, Author.AGENT, text=words.text)
    message.attachments = files
    message.client_id, message.body_hash = key, words.digest()
    message.member_id, message.author_name = viewer.id, viewer.name
    case.first_reply_at = case.first_reply_at or now()
    await session.flush()
    return message


def client_id_of(message: Message) -> str | None:
    """As the console made it."""
    if message.client_id is None or message.author is not Author.AGENT:
        return None
    return message.client_id.removeprefix(f"{PREFIX}:{message.member_id}:")


async def _known(session: AsyncSession, conversation_id: str, key: str) -> Message | None:
    query = select(Message).where(
        Message.conversation_id == conversation_id, Message.client_id == key
    )
    return (await session.execute(query)).scalar_one_or_none()
