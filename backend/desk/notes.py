"""Notes, whispers and events of a conversation. None of it ever reaches the customer."""

from collections.abc import Sequence

from pydantic import JsonValue
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.clock import now
from backend.conversations.models import Conversation
from backend.desk.models import Note, NoteKind
from backend.staff.models import Member

PAGE = 500

Named = tuple[Note, Member | None]


async def write(
    session: AsyncSession, conversation: Conversation, member_id: int, text: str, *, whisper: bool
) -> Note:
    kind = NoteKind.WHISPER if whisper else NoteKind.NOTE
    note = Note(conversation_id=conversation.id, member_id=member_id, kind=kind, text=text)
    session.add(note)
    conversation.updated_at = now()  # what wakes the consoles, in every process
    await session.flush()
    return note


def happened(
    session: AsyncSession,
    conversation: Conversation,
    member_id: int | None,
    event: str,
    **detail: JsonValue,
) -> None:
    """An event between the messages, such as a transfer with its reason."""
    note = Note(
        conversation_id=conversation.id,
        member_id=member_id,
        kind=NoteKind.EVENT,
        event=event,
        detail=detail,
    )
    session.add(note)
    conversation.updated_at = now()


async def of(session: AsyncSession, conversation_id: str, after: int = 0) -> Sequence[Named]:
    """With their authors, oldest first."""
    query = (
        select(Note, Member)
        .outerjoin(Member, Member.id == Note.member_id)
        .where(Note.conversation_id == conversation_id, Note.id > after)
        .order_by(Note.id)
        .limit(PAGE)
    )
    return [(note, member) for note, member in await session.execute(query)]
