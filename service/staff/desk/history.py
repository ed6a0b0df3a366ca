"""What the desk shows of what was said: messages with all that staff know of them, and notes."""

from datetime import datetime

from pydantic import Field, JsonValue

from backend.conversations.models import Author, DeliveryState, Message
from backend.desk.models import Note, NoteKind
from backend.desk.speaking import client_id_of
from backend.reviews.models import ReviewState
from backend.staff.models import Member
from service.http import Schema
from service.messages.schemas import MessageView
from service.staff.desk.schemas import who
from service.staff.schemas import Listed, Sparse, Who


class StaffMessage(Sparse, MessageView):
    """A message with what customers do not see of it."""

    client_id: str | None = None
    member: Who | None = None
    nlu: dict[str, JsonValue] | None = None
    delivery: DeliveryState | None = None
    review: dict[str, JsonValue] | None = None

    @classmethod
    def known(
        cls,
        message: Message,
        delivery: DeliveryState | None,
        review: ReviewState | None = None,
    ) -> "StaffMessage":
        member = None
        if message.member_id is not None:
            member = Who(id=message.member_id, name=message.author_name or "")
        return cls(
            **cls.fields(message),
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
