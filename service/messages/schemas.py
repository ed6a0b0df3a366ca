"""Messages as clients send and see them."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import AfterValidator, Field, JsonValue, StringConstraints, model_validator

from backend.conversations.models import Author, Message, State
from backend.conversations.taking import Draft
from service.http import Schema
from service.messages.cleaning import LONGEST, clean_text


def _cleaned(text: str) -> str:
    cleaned = clean_text(text)
    if len(cleaned) > LONGEST:
        raise ValueError("too long")
    return cleaned


# The raw limit only spares us the cleaning of what could never fit.
Text = Annotated[str, Field(max_length=LONGEST * 4), AfterValidator(_cleaned)]
MobilePhone = Annotated[str, StringConstraints(pattern=r"^1[3-9][0-9]{9}$")]
ClientId = Annotated[str, StringConstraints(pattern=r"^[\x21-\x7e]{1,128}$")]
AttachmentId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]


class SendMessage(Schema):
    """One of text (1 to 1,000 characters), a choice or attachments is needed."""

    client_id: ClientId = Field(
        description="Made by the client; the same again is the same message."
    )
    text: Text | None = None
    choice_id: str | None = Field(None, max_length=32, description="Of a choice that was offered.")
    attachments: list[AttachmentId] | None = Field(None, max_length=9)

    @model_validator(mode="after")
    def _says_something(self) -> "SendMessage":
        if not (self.text or self.choice_id or self.attachments):
            raise ValueError("nothing to send")
        return self

    def draft(self) -> Draft:
        return Draft(
            client_id=self.client_id,
            text=self.text or "",
            choice_id=self.choice_id,
            attachments=tuple(self.attachments or ()),
        )


class Accepted(Schema):
    id: str
    seq: int


class ChoiceView(Schema):
    id: str
    title: str


class FileView(Schema):
    id: str
    name: str
    media_type: str
    size: int


class MessageView(Schema):
    id: str
    seq: int
    author: Author
    author_name: str | None = None
    text: str
    card: dict[str, JsonValue] | None = None
    choices: list[ChoiceView] | None = None
    attachments: list[FileView] | None = None
    helpful: bool | None = Field(None, description="What the customer said of it by /feedback.")
    created_at: datetime

    @classmethod
    def of(cls, message: Message, *, helpful: bool | None = None) -> "MessageView":
        return cls(**cls.fields(message), helpful=helpful)

    @staticmethod
    def fields(message: Message) -> dict[str, Any]:
        """What customers see; of a choice not what it does."""
        return {
            "id": message.id,
            "seq": message.seq,
            "author": message.author,
            "author_name": message.author_name,
            "text": message.text,
            "card": message.card,
            "choices": [ChoiceView(id=c["id"], title=c["title"]) for c in message.choices]
            if message.choices
            else None,
            "attachments": [FileView(**file) for file in message.attachments]
            if message.attachments
            else None,
            "created_at": message.created_at,
        }


class Since(Schema):
    after: int = Field(0, ge=0, le=2**31 - 1, description="The last seq the client has.")
    wait: float = Field(0, ge=0, le=25, description="Seconds to wait for news.")


class Situation(Schema):
    """How a conversation stands."""

    state: State
    busy: bool = Field(description="A turn runs; what is there of the reply may not be all.")
    queue_position: int | None = None
    agent_name: str | None = None
    rated: bool = Field(False, description="The customer has rated it, which is done once.")


class Messages(Situation):
    messages: list[MessageView]
    last_seq: int
