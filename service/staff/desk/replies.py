"""Quick replies. The variables in braces are filled in by the console."""

from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from backend.database import reading, transaction
from backend.desk import replies
from backend.desk.models import QuickReply
from backend.desk.replies import Draft
from backend.staff import audit
from backend.staff.models import Role
from service.http import Nothing, Schema
from service.messages.cleaning import clean_text
from service.staff.access import StaffCall, StaffEndpoint
from service.staff.schemas import Listed

Cleaned = Annotated[str, AfterValidator(clean_text)]
Title = Annotated[Cleaned, StringConstraints(min_length=1, max_length=80)]
Body = Annotated[Cleaned, StringConstraints(min_length=1, max_length=1000)]
Heading = Annotated[Cleaned, Field(max_length=80)]


class Add(Schema):
    title: Title
    text: Body
    group: Heading = ""
    shared: bool = False


class Edit(Schema):
    title: Title | None = None
    text: Body | None = None
    group: Heading | None = None


class ReplyView(Schema):
    id: int
    group: str
    title: str
    text: str
    shared: bool

    @classmethod
    def of(cls, reply: QuickReply) -> "ReplyView":
        return cls(
            id=reply.id,
            group=reply.group,
            title=reply.title,
            text=reply.text,
            shared=reply.member_id is None,
        )


class Replies(Listed):
    replies: list[ReplyView]


async def show(call: StaffCall[Nothing]) -> Replies:
    async with reading(call.database) as session:
        found = await replies.of(session, call.viewer)
    return Replies(replies=[ReplyView.of(reply) for reply in found])


async def add(call: StaffCall[Add]) -> ReplyView:
    args = call.args
    draft = Draft(args.group, args.title, args.text)
    async with transaction(call.database) as session:
        reply = await replies.add(session, call.viewer, draft, shared=args.shared)
        audit.record(session, call.member.id, "quick_reply_added", f"quick_reply:{reply.id}")
    return ReplyView.of(reply)


async def edit(call: StaffCall[Edit]) -> ReplyView:
    async with transaction(call.database) as session:
        reply = await replies.own(session, call.viewer, call.number("reply_id"))
        for field, value in call.args.model_dump(exclude_none=True).items():
            setattr(reply, field, value)
        audit.record(session, call.member.id, "quick_reply_changed", f"quick_reply:{reply.id}")
    return ReplyView.of(reply)


async def delete(call: StaffCall[Nothing]) -> None:
    async with transaction(call.database) as session:
        reply = await replies.own(session, call.viewer, call.number("reply_id"))
        await session.delete(reply)
        audit.record(session, call.member.id, "quick_reply_deleted", f"quick_reply:{reply.id}")


ENDPOINTS = (
    StaffEndpoint("GET", "/quick-replies", Role.AGENT, show),
    StaffEndpoint("POST", "/quick-replies", Role.AGENT, add, Add, status=201),
    StaffEndpoint("PATCH", "/quick-replies/{reply_id}", Role.AGENT, edit, Edit),
    StaffEndpoint("DELETE", "/quick-replies/{reply_id}", Role.AGENT, delete),
)
