"""WebSocket frames, in both directions."""

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from service.http import Schema
from service.messages.schemas import MessageView, SendMessage, Situation


class Hello(Schema):
    type: Literal["hello"]
    token: str = Field(max_length=256)
    last_seq: int = Field(0, ge=0, le=2**31 - 1)


class Send(SendMessage):
    type: Literal["message"]


class Typing(Schema):
    type: Literal["typing"] = "typing"
    author: str = "customer"


class Pong(Schema):
    type: Literal["pong"]


class MessageFrame(Schema):
    type: Literal["message"] = "message"
    message: MessageView


class StateFrame(Situation):
    type: Literal["state"] = "state"


class Ack(Schema):
    type: Literal["ack"] = "ack"
    client_id: str
    id: str
    seq: int


class ErrorFrame(Schema):
    """`client_id` says which message was refused."""

    type: Literal["error"] = "error"
    code: str
    message: str
    client_id: str | None = None


class Ping(Schema):
    type: Literal["ping"] = "ping"


FromClient = TypeAdapter[Send | Typing | Pong](
    Annotated[Send | Typing | Pong, Field(discriminator="type")]
)
