"""The words and shapes of the conversation log that need no table."""

from enum import StrEnum
from typing import TypedDict

from pydantic import JsonValue

WEB = "web"
"""The channel whose customers read the log themselves; every other one is pushed to."""

JsonObject = dict[str, JsonValue]


class State(StrEnum):
    BOT = "bot"
    QUEUED = "queued"
    HUMAN = "human"
    CLOSED = "closed"


class Leaving(StrEnum):
    """How far a customer is who was offered to leave a message, with nobody there to answer."""

    OFFERED = "offered"
    MESSAGE = "message"
    CONTACT = "contact"


class Author(StrEnum):
    CUSTOMER = "customer"
    BOT = "bot"
    AGENT = "agent"
    SYSTEM = "system"


class TurnState(StrEnum):
    PENDING = "pending"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


UNFINISHED = (TurnState.PENDING, TurnState.RUNNING)


class DeliveryState(StrEnum):
    """`SENDING`: a process is at it, until its hold runs out."""

    PENDING = "pending"
    SENDING = "sending"
    DELIVERED = "delivered"
    FAILED = "failed"


UNDELIVERED = (DeliveryState.PENDING, DeliveryState.SENDING)


class Choice(TypedDict):
    """A button. Customers see `id` and `title`; `payload` goes to the engine only."""

    id: str
    title: str
    payload: str


class FileRef(TypedDict):
    """An attachment as a message shows it; `size` in bytes."""

    id: str
    name: str
    media_type: str
    size: int
