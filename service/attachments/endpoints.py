"""Uploading an attachment and showing it again."""

from urllib.parse import quote

from aiohttp import BodyPartReader, web
from aiohttp.http_exceptions import BadHttpMessage

from backend.conversations import attachments
from backend.conversations.models import Attachment, new_id
from backend.database import reading, transaction
from backend.errors import InvalidInput, NotFound
from service.attachments.files import MEDIA_TYPES, Files, sniff
from service.errors import TooLarge, TooMany, UnsupportedFile
from service.http import Call, Endpoint, Nothing, Schema
from service.messages.cleaning import clean_text
from service.wiring import Services


class AttachmentStored(Schema):
    id: str
    name: str
    media_type: str
    size: int


async def upload(call: Call[Nothing]) -> AttachmentStored:
    conversation_id = call.caller.conversation_id
    await call.services.per_session.take(conversation_id)
    return await keep(call.request, call.services, conversation_id)


async def keep(request: web.Request, services: Services, conversation_id: str) -> AttachmentStored:
    """The file is stored before its row: a row without a file would be a broken promise."""
    name, data = await _file(request, services.settings.attachment_bytes)
    media_type = sniff(data)
    if media_type is None:
        raise UnsupportedFile
    row = Attachment(
        id=new_id(),
        conversation_id=conversation_id,
        name=name,
        media_type=media_type,
        size=len(data),
    )
    await Files(services.settings.var_dir).save(row.id, data)
    async with transaction(services.database) as session:
        session.add(row)
    return AttachmentStored(id=row.id, name=name, media_type=media_type, size=len(data))


async def show(call: Call[Nothing]) -> web.StreamResponse:
    async with reading(call.services.database) as session:
        row = await attachments.find(
            session, call.caller.conversation_id, call.request.match_info["attachment_id"]
        )
    return file_response(call.services, row)


def file_response(services: Services, row: Attachment) -> web.StreamResponse:
    """Raises NotFound when the bytes are gone."""
    path = Files(services.settings.var_dir).path(row.id)
    if not path.is_file():
        raise NotFound
    shown = "inline" if row.media_type.startswith("image/") else "attachment"
    return web.FileResponse(
        path,
        headers={
            "Content-Type": row.media_type,
            "Content-Disposition": f"{shown}; filename*=UTF-8''{quote(row.name, safe='')}",
            "Cache-Control": "private, max-age=3600",
        },
    )


async def _file(request: web.Request, limit: int) -> tuple[str, bytes]:
    """The first file of a multipart body. Raises InvalidInput or TooLarge."""
    try:
        parts = await request.multipart()
        part = await parts.next()
        while isinstance(part, BodyPartReader) and part.filename is None:
            await part.release()
            part = await parts.next()
    except (BadHttpMessage, ValueError, AssertionError) as error:
        raise InvalidInput("not multipart") from error
    if not isinstance(part, BodyPartReader) or part.filename is None:
        raise InvalidInput("no file")
    data = bytearray()
    while chunk := await part.read_chunk(64 * 1024):
        data += chunk
        if len(data) > limit:
            raise TooLarge
    return clean_text(part.filename)[-120:] or "file", bytes(data)


ENDPOINTS = (
    Endpoint(
        "POST",
        "/attachments",
        "Upload a JPEG, PNG, WebP, GIF or PDF file",
        upload,
        Nothing,
        AttachmentStored,
        status=201,
        upload=True,
        errors=(TooLarge, UnsupportedFile, TooMany),
    ),
    Endpoint(
        "GET",
        "/attachments/{attachment_id}",
        "An attachment of one's own conversation",
        show,
        Nothing,
        None,
        errors=(NotFound,),
        media=MEDIA_TYPES,
    ),
)
