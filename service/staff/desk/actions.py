"""What a member does with a conversation."""

from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from backend.conversations.log import append
from backend.conversations.models import WEB, Author, Conversation
from backend.database import reading, transaction
from backend.desk import claiming, ending, notes, speaking
from backend.desk import reading as desk
from backend.desk.speaking import Words
from backend.desk.visibility import act
from backend.errors import Forbidden
from backend.staff import audit
from backend.staff.models import Role
from service.http import Nothing, Schema
from service.messages.cleaning import clean_text
from service.messages.schemas import Accepted, AttachmentId, Text
from service.staff.access import AnyStaffCall, StaffCall, StaffEndpoint
from service.staff.desk.history import NoteView
from service.staff.desk.schemas import RowView
from service.staff.schemas import Who
from service.texts import words

ClientId = Annotated[str, StringConstraints(pattern=r"^[\x21-\x7e]{1,80}$")]
Filled = Annotated[str, AfterValidator(clean_text), StringConstraints(min_length=1)]
PATH = "/conversations/{conversation_id}"


class Say(Schema):
    client_id: ClientId
    text: Text = ""
    attachments: list[AttachmentId] = Field([], max_length=9)

    @model_validator(mode="after")
    def _says_something(self) -> "Say":
        if not (self.text or self.attachments):
            raise ValueError("nothing to send")
        return self


class WriteNote(Schema):
    text: Annotated[Filled, Field(max_length=2000)]
    whisper: bool = False


class Target(Schema):
    member: int | None = Field(None, ge=0, le=2**31 - 1)
    group: str | None = Field(None, max_length=40)

    @model_validator(mode="after")
    def _one(self) -> "Target":
        if (self.member is None) == (self.group is None):
            raise ValueError("a member or a group")
        return self


class Transfer(Schema):
    to: Target
    reason: Annotated[Filled, Field(max_length=500)]


class Resolve(Schema):
    summary: Annotated[Filled, Field(max_length=2000)]
    category: Annotated[Filled, Field(max_length=40)]


async def claim(call: StaffCall[Nothing]) -> RowView:
    async with transaction(call.database) as session:
        conversation = await claiming.claim(session, call.viewer, call.path("conversation_id"))
        if conversation.channel != WEB:  # the widget names the agent by itself
            text = words("desk")["claimed"].format(name=call.member.name)
            append(session, conversation, Author.SYSTEM, text=text)
        audit.record(session, call.member.id, "claimed", f"conversation:{conversation.id}")
    return await _row(call, conversation)


async def say(call: StaffCall[Say]) -> Accepted:
    args, conversation_id = call.args, call.path("conversation_id")
    said = Words(args.client_id, args.text, tuple(args.attachments))
    async with transaction(call.database) as session:
        message = await speaking.say(session, call.viewer, conversation_id, said)
    call.services.hub.wake(conversation_id)
    return Accepted(id=message.id, seq=message.seq)


async def write_note(call: StaffCall[WriteNote]) -> NoteView:
    args, viewer = call.args, call.viewer
    if args.whisper and not viewer.sees_all:
        raise Forbidden
    async with transaction(call.database) as session:
        conversation, _ = await act(session, viewer, call.path("conversation_id"))
        note = await notes.write(session, conversation, viewer.id, args.text, whisper=args.whisper)
    call.services.hub.wake(conversation.id)
    shown = NoteView.of(note, None)
    return shown.model_copy(update={"member": Who(id=viewer.id, name=viewer.name)})


async def transfer(call: StaffCall[Transfer]) -> RowView:
    args, conversation_id = call.args, call.path("conversation_id")
    async with transaction(call.database) as session:
        if args.to.member is not None:
            conversation = await claiming.transfer_to_member(
                session, call.viewer, conversation_id, args.to.member, args.reason
            )
        else:
            conversation = await claiming.transfer_to_group(
                session, call.viewer, conversation_id, args.to.group or "", args.reason
            )
        to = args.to.model_dump(exclude_none=True)
        audit.record(
            session, call.member.id, "transferred", f"conversation:{conversation_id}", {"to": to}
        )
    return await _row(call, conversation)


async def resolve(call: StaffCall[Resolve]) -> RowView:
    conversation_id = call.path("conversation_id")
    async with transaction(call.database) as session:
        conversation = await ending.resolve(
            session,
            call.viewer,
            conversation_id,
            summary=call.args.summary,
            category=call.args.category,
            farewell=words("desk")["resolved"],
        )
        audit.record(session, call.member.id, "resolved", f"conversation:{conversation_id}")
    return await _row(call, conversation)


async def give_back(call: StaffCall[Nothing]) -> RowView:
    conversation_id = call.path("conversation_id")
    async with transaction(call.database) as session:
        conversation = await ending.give_back(session, call.viewer, conversation_id)
        audit.record(session, call.member.id, "returned", f"conversation:{conversation_id}")
    return await _row(call, conversation)


async def _row(call: AnyStaffCall, conversation: Conversation) -> RowView:
    """After the commit: wake who waits for news, and show how the conversation stands."""
    call.services.hub.wake(conversation.id)
    async with reading(call.database) as session:
        return RowView.of((await desk.around(session, conversation.id)).row)


ENDPOINTS = (
    StaffEndpoint("POST", PATH + "/claim", Role.AGENT, claim),
    StaffEndpoint("POST", PATH + "/messages", Role.AGENT, say, Say, status=202),
    StaffEndpoint("POST", PATH + "/notes", Role.AGENT, write_note, WriteNote, status=201),
    StaffEndpoint("POST", PATH + "/transfer", Role.AGENT, transfer, Transfer),
    StaffEndpoint("POST", PATH + "/resolve", Role.AGENT, resolve, Resolve),
    StaffEndpoint("POST", PATH + "/return", Role.AGENT, give_back),
)
