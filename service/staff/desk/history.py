"""What the desk shows of what was said: messages with all that staff know of them, and notes."""

from datetime import datetime

from pydantic import Field, JsonValue

from backend.conversations.models import Author, DeliveryState, Message
from backend.desk.models import Note, NoteKind
from backend.desk.speaking import client_id_of
from backend.reviews.models import ReviewState
from backend.staff.models import Member
from service.http import Schema
from service.messages.schemas import ChoiceView, FileView
from service.staff.desk.schemas import who
from service.staff.schemas import Listed, Sparse, Who


class StaffMessage(Sparse):
    """A message with what customers do not see of it."""

    id: str
    seq: int
    author: Author
    author_name: str | None = None
    text: str
    card: dict[str, JsonValue] | None = None
    choices: list[ChoiceView] | None = None
    attachments: list[FileView] | None = None
    created_at: datetime
    client_id: str | None = None
    member: Who | None = None
    nlu: dict[str, JsonValue] | None = None
    delivery: DeliveryState | None = None
    review: dict[str, JsonValue] | None = None

    @classmethod
    def of(
        cls,
        message: Message,
        delivery: DeliveryState | None,
        review: ReviewState | None = None,
    ) -> "StaffMessage":
        member = None
        if message.member_id is not None:
            member = Who(id=message.member_id, name=message.author_name or "")
        return cls(
            id=message.id,
            seq=message.seq,
            author=message.author,
            author_name=message.author_name,
            text=message.text,
            card=message.card,
            choices=[ChoiceView(id=c["id"], title=c["title"]) for c in message.choices]
            if message.choices
            else None,
            attachments=[FileView(**file) for file in message.attachments]
            if message.attachments
            else None,
            created_at=message.created_at,
            client_id=client_id_of(message),
            member=member,
            nlu=message.nlu if message.author is Author.CUSTOMER else None,
            delivery=delivery,
            review={"state": review} if review else None,
        )


class NoteView(Schema):
    """`text` of an event is made by the console from `event` and `detail`."""

    id: int
    at: datetime
    member: Who | None
    text: str
    kind: NoteKind
    event: str | None = None
    detail: dict[str, JsonValue] = Field(default_factory=dict)

    @classmethod
    def of(cls, note: Note, member: Member | None) -> "NoteView":
        return cls(
            id=note.id,
            at=note.at,
            member=who(member),
            text=note.text,
            kind=note.kind,
            event=note.event,
            detail=note.detail,
        )


class History(Listed):
    messages: list[StaffMessage]
    notes: list[NoteView]
    last_seq: int
