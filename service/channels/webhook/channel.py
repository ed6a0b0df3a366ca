"""A generic channel over signed HTTP, in and out, for any app that has none of its own here."""

import json

from pydantic import SecretStr

from backend.clock import now
from service.channels.base import (
    Call,
    Capabilities,
    Part,
    Received,
    Resources,
    TransportError,
    Whole,
)
from service.channels.calling import call as call_platform
from service.channels.calling import check_status
from service.channels.webhook.calls import read
from service.channels.webhook.settings import WebhookSettings
from service.channels.webhook.signature import SIGNATURE, TIMESTAMP, sign
from service.messages.schemas import MessageView


class WebhookChannel:
    capabilities = Capabilities(whole=True)

    def __init__(self, resources: Resources, url: str, secret: SecretStr) -> None:
        self._http, self._url, self._secret = resources.http, url, secret

    def receive(self, call: Call) -> Received:
        return read(self._secret, call)

    async def send(self, user: str, part: Part, key: str) -> None:
        if not isinstance(part, Whole):
            raise TransportError("not a whole message", permanent=True)
        view = MessageView.of(part.message).model_dump(mode="json", exclude_none=True)
        body = json.dumps({"message_id": part.message.id, "user": user, "message": view}).encode()
        timestamp = str(int(now().timestamp()))
        headers = {
            "Content-Type": "application/json",
            TIMESTAMP: timestamp,
            SIGNATURE: sign(self._secret, timestamp, body),
        }
        status, _, _ = await call_platform(
            self._http, "POST", self._url, data=body, headers=headers
        )
        check_status(status)

    async def picture(self, reference: str) -> bytes:
        raise TransportError("no pictures", permanent=True)


def make(resources: Resources) -> WebhookChannel | None:
    settings = WebhookSettings()
    if not (settings.url and settings.secret):
        return None
    return WebhookChannel(resources, settings.url, settings.secret)
