"""Messages to a DingTalk robot. The platform signs the time alone, not the body, so a signature is
bound to the first message that comes under it, and nothing in the body is believed that would lead
replies elsewhere (`sessionWebhook`)."""

import base64
import hashlib
import hmac

from pydantic import BaseModel, ConfigDict, SecretStr, ValidationError

from backend.errors import InvalidInput
from service.channels.base import Answer, Call, Incoming, Received, check_equal, check_time

DONE = Answer('{"msgtype": "empty"}', "application/json")
ALONE = "1"
"""The kind of conversation that only the user and the robot are in."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore")


class Said(_Part):
    content: str = ""


class Sent(_Part):
    downloadCode: str | None = None


class Body(_Part):
    msgId: str
    msgtype: str
    conversationType: str = ""
    senderStaffId: str = ""
    text: Said = Said()
    content: Sent = Sent()


def sign(secret: SecretStr, timestamp: str) -> str:
    """`timestamp` is in milliseconds."""
    key = secret.get_secret_value()
    digest = hmac.new(key.encode(), f"{timestamp}\n{key}".encode(), hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


def read(secret: SecretStr, call: Call) -> Received:
    timestamp = call.headers.get("timestamp", "")
    signature = call.headers.get("sign", "")
    check_equal(signature, sign(secret, timestamp))
    check_time(timestamp[:-3])
    try:
        body = Body.model_validate_json(call.body)
    except ValidationError as error:
        raise InvalidInput from error
    if body.conversationType != ALONE or not body.senderStaffId:
        return Received(answer=DONE)
    picture = body.content.downloadCode if body.msgtype == "picture" else None
    incoming = Incoming(body.msgId, body.senderStaffId, body.text.content.strip(), picture=picture)
    return Received((incoming,), DONE, once=signature, repeats=True)
