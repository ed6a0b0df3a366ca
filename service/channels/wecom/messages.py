"""What 微信客服's queue holds: customers' messages, its own staff's, and changes of state."""

from dataclasses import dataclass
from enum import IntEnum

from pydantic import BaseModel, ConfigDict

from service.channels.base import Incoming
from service.texts import words


class PlatformState(IntEnum):
    """Of a customer's session with the platform's own service desk."""

    NEW = 0
    BOT = 1
    QUEUE = 2
    HUMAN = 3
    ENDED = 4


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore")


class Said(_Part):
    content: str = ""
    menu_id: str | None = None


class Media(_Part):
    media_id: str


class Event(_Part):
    event_type: str = ""
    open_kfid: str = ""
    external_userid: str = ""
    welcome_code: str | None = None
    change_type: int | None = None


class Entry(_Part):
    msgid: str
    open_kfid: str = ""
    external_userid: str = ""
    origin: int = 0
    msgtype: str = ""
    text: Said = Said()
    image: Media | None = None
    event: Event = Event()


class Page(_Part):
    next_cursor: str = ""
    has_more: int = 0
    msg_list: list[Entry] = []


@dataclass(frozen=True)
class Heard:
    """Said by a member of staff in WeCom's own client."""

    message_id: str
    user: str
    text: str


@dataclass(frozen=True)
class Changed:
    user: str
    state: PlatformState


News = Incoming | Heard | Changed

CUSTOMER, STAFF = 3, 5
_CHANGES = {
    1: PlatformState.HUMAN,
    2: PlatformState.HUMAN,
    3: PlatformState.ENDED,
    4: PlatformState.HUMAN,
}


def address(account: str, customer: str) -> str:
    """A customer is another one at each of the company's accounts."""
    return f"{account}:{customer}"


def news_of(entry: Entry) -> News | None:
    user = address(entry.open_kfid, entry.external_userid)
    if entry.msgtype == "event":
        return _event(entry)
    if entry.origin == STAFF:
        return Heard(entry.msgid, user, entry.text.content or words("channels")["unreadable"])
    if entry.origin != CUSTOMER:
        return None
    return Incoming(
        message_id=entry.msgid,
        user=user,
        text=entry.text.content,
        pressed=entry.text.menu_id or None,
        picture=entry.image.media_id if entry.image else None,
    )


def _event(entry: Entry) -> News | None:
    event = entry.event
    user = address(event.open_kfid, event.external_userid)
    if event.event_type == "session_status_change" and event.change_type in _CHANGES:
        return Changed(user, _CHANGES[event.change_type])
    return None
