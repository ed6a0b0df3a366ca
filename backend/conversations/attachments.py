"""Attachments: their rows. The bytes are the service's."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.conversations.models import Attachment, FileRef
from backend.errors import InvalidInput, NotFound


async def find(session: AsyncSession, conversation_id: str, attachment_id: str) -> Attachment:
    """Raises NotFound for one that is missing or another conversation's."""
    query = select(Attachment).where(
        Attachment.id == attachment_id, Attachment.conversation_id == conversation_id
    )
    found = (await session.execute(query)).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


async def anywhere(session: AsyncSession, attachment_id: str) -> Attachment:
    """Of whichever conversation; the caller checks who may see that. Raises NotFound."""
    found = await session.get(Attachment, attachment_id)
    if found is None:
        raise NotFound
    return found


async def refs(
    session: AsyncSession, conversation_id: str, attachment_ids: Sequence[str]
) -> list[FileRef] | None:
    """What a message shows of these attachments. Raises InvalidInput for a foreign one."""
    if not attachment_ids:
        return None
    query = select(Attachment).where(
        Attachment.id.in_(attachment_ids), Attachment.conversation_id == conversation_id
    )
    found = {row.id: row for row in (await session.scalars(query)).all()}
    if len(found) != len(set(attachment_ids)):
        raise InvalidInput("attachment of no upload in this conversation")
    return [
        FileRef(id=row.id, name=row.name, media_type=row.media_type, size=row.size)
        for row in (found[key] for key in dict.fromkeys(attachment_ids))
    ]


async def all_of(session: AsyncSession, conversation_id: str) -> list[Attachment]:
    """Everything that was uploaded in the conversation, oldest first."""
    query = (
        select(Attachment)
        .where(Attachment.conversation_id == conversation_id)
        .order_by(Attachment.created_at, Attachment.id)
    )
    return list(await session.scalars(query))
