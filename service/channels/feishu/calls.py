"""Events of Feishu, encrypted, and signed over the raw body."""

import base64
import binascii
import hashlib
import json
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, JsonValue, ValidationError

from backend.errors import InvalidInput
from service.channels import aes
from service.channels.base import Answer, Call, Incoming, Received, check_equal, check_time
from service.errors import Unauthenticated

DONE = Answer("{}", "application/json")


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore")


class Sealed(_Part):
    encrypt: str


class Header(_Part):
    event_id: str
    event_type: str
    token: str


class UserIds(_Part):
    open_id: str


class Sender(_Part):
    sender_id: UserIds


class Message(_Part):
    message_id: str
    chat_type: str
    message_type: str
    content: str


class Said(_Part):
    sender: Sender
    message: Message


class Action(_Part):
    value: dict[str, JsonValue] = {}


class Pressed(_Part):
    operator: UserIds
    action: Action


class Opened(_Part):
    type: str = ""
    challenge: str = ""
    token: str = ""
    header: Header | None = None
    event: dict[str, JsonValue] = {}


class Content(_Part):
    text: str = ""
    image_key: str | None = None


@dataclass(frozen=True)
class Keys:
    encrypt_key: str
    verification_token: str

    def check(self, call: Call) -> None:
        """Raises Unauthenticated."""
        timestamp = call.headers.get("x-lark-request-timestamp", "")
        nonce = call.headers.get("x-lark-request-nonce", "")
        signed = (timestamp + nonce + self.encrypt_key).encode() + call.body
        check_equal(call.headers.get("x-lark-signature", ""), hashlib.sha256(signed).hexdigest())
        check_time(timestamp)

    def open(self, body: bytes) -> Opened:
        """Raises Unauthenticated for plain bodies and for those that another key sealed."""
        try:
            sealed = base64.b64decode(Sealed.model_validate_json(body).encrypt)
        except (ValidationError, binascii.Error, ValueError) as error:
            raise Unauthenticated("not sealed") from error
        key = hashlib.sha256(self.encrypt_key.encode()).digest()
        text = aes.decrypt(key, sealed[: aes.BLOCK], sealed[aes.BLOCK :])
        try:
            return Opened.model_validate_json(text)
        except ValidationError as error:
            raise InvalidInput from error


def read(keys: Keys, call: Call) -> Received:
    opened = keys.open(call.body)
    if opened.type == "url_verification":
        # The one call that the platform does not sign. It changes nothing, and the token proves it.
        check_equal(opened.token, keys.verification_token)
        answer = json.dumps({"challenge": opened.challenge})
        return Received(answer=Answer(answer, "application/json"))
    keys.check(call)
    if opened.header is None:
        raise InvalidInput
    check_equal(opened.header.token, keys.verification_token)
    try:
        incoming = _incoming(opened.header, opened.event)
    except (ValidationError, ValueError) as error:
        raise InvalidInput from error
    return Received((incoming,) if incoming else (), DONE)


def _incoming(header: Header, event: dict[str, JsonValue]) -> Incoming | None:
    """None for what is not said to us alone."""
    match header.event_type:
        case "im.message.receive_v1":
            said = Said.model_validate(event)
            message, user = said.message, said.sender.sender_id.open_id
            if message.chat_type != "p2p":
                return None
            content = Content.model_validate_json(message.content)
            key = content.image_key if message.message_type == "image" else None
            picture = f"{message.message_id}/{key}" if key else None
            return Incoming(message.message_id, user, content.text, picture=picture)
        case "card.action.trigger":
            pressed = Pressed.model_validate(event)
            value, user = pressed.action.value, pressed.operator.open_id
            key, title = str(value.get("key", "")), str(value.get("title", ""))
            return Incoming(header.event_id, user, title, pressed=key)
    return None
