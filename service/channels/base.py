"""What a channel is: it takes a platform's calls apart, and pushes messages to its users.

To add one, copy a folder and name it in `registry.py`. The web is none: its customers read the log
by `seq`, and the hub only wakes them.
"""

import hmac
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Protocol

import aiohttp
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.clock import now
from backend.conversations.models import Message
from service.errors import Unauthenticated

SKEW = timedelta(minutes=5)
"""A call signed at another time than about now is an old one, sent again by somebody."""


class TransportError(Exception):
    """`permanent`: the platform will never take this message, so do not try again. `after`: it
    asked to be left alone for so many seconds."""

    def __init__(self, message: str, *, permanent: bool, after: float = 0) -> None:
        super().__init__(message)
        self.permanent, self.after = permanent, after


class OverQuota(TransportError):
    """Nothing goes to this user before they write again."""

    def __init__(self) -> None:
        super().__init__("quota", permanent=False)


@dataclass(frozen=True)
class Call:
    """A platform's call, as far as signatures cover it. Header names are in lower case."""

    method: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Incoming:
    """One message of a user. `message_id` is the platform's own; a repeat of it counts once.

    `pressed` is the `key` of an `Option` that was offered; `text` stands in for one that is gone.
    `picture` is what the channel's `picture` fetches.
    """

    message_id: str
    user: str
    text: str = ""
    pressed: str | None = None
    picture: str | None = None
    locale: str = "zh-CN"


@dataclass(frozen=True)
class Answer:
    body: str = ""
    media_type: str = "text/plain"
    status: int = 200


@dataclass(frozen=True)
class Received:
    """What was in a call that proved genuine. `answer` None: the stored message's id and seq.

    `once`: a signature that may be used for one call only; with `repeats`, for one message, which
    may come again. `inlet`: a queue to be read, by name, and the token that came with the news.
    """

    incoming: tuple[Incoming, ...] = ()
    answer: Answer | None = field(default_factory=Answer)
    once: str | None = None
    repeats: bool = False
    inlet: tuple[str, str] | None = None


@dataclass(frozen=True)
class Option:
    """`key` names the choice in its message, so that it can never press another's."""

    key: str
    title: str


@dataclass(frozen=True)
class Text:
    text: str


@dataclass(frozen=True)
class Menu:
    text: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Picture:
    path: Path
    name: str
    media_type: str


@dataclass(frozen=True)
class Whole:
    """A message as the log has it, for an app that draws cards and choices itself."""

    message: Message


Part = Text | Menu | Picture | Whole


@dataclass(frozen=True)
class Quota:
    """`messages` after each message of the user, for so long. `knock` asks the user, by a way that
    is not counted, to write again."""

    messages: int
    within: timedelta
    knock: Callable[[str], Awaitable[None]] | None = None


@dataclass(frozen=True)
class Capabilities:
    """`length`: characters of one text. `options`: choices of one menu, 0 for none."""

    length: int = 2000
    options: int = 0
    pictures: bool = False
    whole: bool = False
    quota: Quota | None = None


class Channel(Protocol):
    @property
    def capabilities(self) -> Capabilities: ...

    def receive(self, call: Call) -> Received:
        """Verify, then parse. Raises Unauthenticated or InvalidInput."""
        ...

    async def send(self, user: str, part: Part, key: str) -> None:
        """Hand a part to the platform; a repeat has the same `key`. Raises TransportError."""
        ...

    async def picture(self, reference: str) -> bytes:
        """A user's picture. Raises TransportError."""
        ...


@dataclass(frozen=True)
class Resources:
    """What channels are made with."""

    http: aiohttp.ClientSession
    database: AsyncEngine


def check_time(seconds: str) -> None:
    """`seconds` since 1970. Raises Unauthenticated unless it is about now."""
    if not (seconds.isascii() and seconds.isdecimal() and len(seconds) <= 12):
        raise Unauthenticated("no timestamp")
    if abs(now().timestamp() - int(seconds)) > SKEW.total_seconds():
        raise Unauthenticated("stale")


def check_equal(given: str, right: str) -> None:
    """In constant time. Raises Unauthenticated."""
    if not hmac.compare_digest(given.encode(errors="replace"), right.encode()):
        raise Unauthenticated("wrong signature")
