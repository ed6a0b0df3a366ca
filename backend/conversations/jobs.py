"""What goes to the engine for a turn, and what comes back."""

from dataclasses import dataclass

from backend.conversations.states import FileRef, JsonObject


@dataclass(frozen=True)
class Heard:
    """Said by the customer or an agent while the engine was not asked."""

    author: str
    text: str


@dataclass(frozen=True)
class Job:
    """A turn to run. `payload` is set when the customer pressed a button, else `text` counts.

    `since`: what was said with people before this turn, for the engine to know.
    """

    turn_id: str
    conversation_id: str
    text: str
    payload: str | None
    attachments: tuple[FileRef, ...]
    customer_id: int | None
    customer_name: str | None
    tier: str | None
    channel: str
    locale: str
    since: tuple[Heard, ...] = ()


@dataclass(frozen=True)
class Reply:
    text: str = ""
    card: JsonObject | None = None
    buttons: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Answer:
    replies: tuple[Reply, ...]
    nlu: JsonObject | None = None
    handover: bool = False
    summary: JsonObject | None = None
