"""Frames of the staff socket, in both directions."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, TypeAdapter

from backend.clock import now
from service.http import Schema
from service.staff.account.schemas import Me, MemberView
from service.staff.desk.history import NoteView, StaffMessage
from service.staff.desk.schemas import RowView

ConversationId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]


class Hello(Schema):
    type: Literal["hello"] = "hello"
    me: Me
    now: datetime = Field(default_factory=now)


class RowFrame(Schema):
    type: Literal["row"] = "row"
    row: RowView


class Gone(Schema):
    """The member may no longer see the conversation; `list` is where it was."""

    type: Literal["gone"] = "gone"
    id: str
    list: str


class Counts(Schema):
    type: Literal["counts"] = "counts"
    counts: dict[str, int]


class MessageFrame(Schema):
    type: Literal["message"] = "message"
    conversation_id: str
    message: StaffMessage


class NoteFrame(Schema):
    type: Literal["note"] = "note"
    conversation_id: str
    note: NoteView


class TypingFrame(Schema):
    type: Literal["typing"] = "typing"
    conversation_id: str
    who: str = "customer"


class PresenceFrame(Schema):
    type: Literal["presence"] = "presence"
    member: MemberView


class SignedOut(Schema):
    type: Literal["signed_out"] = "signed_out"


class Pong(Schema):
    type: Literal["pong"] = "pong"
    now: datetime = Field(default_factory=now)


class Watch(Schema):
    """`after`: the last seq the console has; without it, what comes from now on is sent."""

    type: Literal["watch"]
    conversation_id: ConversationId | None
    after: int | None = Field(None, ge=0, le=2**31 - 1)


class Typing(Schema):
    type: Literal["typing"]
    conversation_id: ConversationId


class Ping(Schema):
    type: Literal["ping"]


FromConsole = TypeAdapter[Watch | Typing | Ping](
    Annotated[Watch | Typing | Ping, Field(discriminator="type")]
)
