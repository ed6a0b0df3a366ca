"""A conversation as a file."""

from collections.abc import Sequence
from typing import Literal

from aiohttp import web

from backend.clock import local
from backend.conversations.models import Message
from backend.database import reading, transaction
from backend.desk import reading as desk
from backend.desk.reading import PAGE, Span
from backend.desk.visibility import see
from backend.staff import audit
from backend.staff.models import Role
from service.http import Schema
from service.staff.access import StaffCall, StaffEndpoint
from service.staff.sheets import sheet
from service.texts import words


class As(Schema):
    format: Literal["txt", "csv"] = "txt"


async def export(call: StaffCall[As]) -> web.StreamResponse:
    conversation_id = call.path("conversation_id")
    said: list[Message] = []
    async with reading(call.database) as session:
        await see(session, call.viewer, conversation_id)
        while True:
            span = Span(after=said[-1].seq if said else 0, limit=PAGE)
            page = [row[0] for row in await desk.messages(session, conversation_id, span)]
            said += page
            if len(page) < PAGE:
                break
    async with transaction(call.database) as session:
        detail = {"format": call.args.format}
        audit.record(
            session, call.member.id, "exported", f"conversation:{conversation_id}", {**detail}
        )
    lines = [_line(message) for message in said]
    if call.args.format == "csv":
        heading = words("transcript")
        return sheet(
            f"transcript-{conversation_id}",
            [[heading["time"], heading["author"], heading["text"]], *lines],
        )
    return web.Response(
        text="".join(f"[{time}] {author}：{text}\n" for time, author, text in lines),
        headers={"Content-Disposition": f'attachment; filename="transcript-{conversation_id}.txt"'},
    )


def _line(message: Message) -> Sequence[str]:
    names = words("transcript")
    files = [f"[{file['name']}]" for file in message.attachments or ()]
    card = [f"[{names['card']}]"] if message.card and not message.text else []
    return (
        local(message.created_at).strftime("%Y-%m-%d %H:%M:%S"),
        message.author_name or names[message.author.value],
        " ".join([message.text, *card, *files]).strip(),
    )


ENDPOINTS = (
    StaffEndpoint("GET", "/conversations/{conversation_id}/transcript", Role.AGENT, export, As),
)
