"""A generic channel over signed HTTP, in and out, for any app that has none of its own here."""

import base64
import json

from pydantic import SecretStr
from yarl import URL

from backend.clock import now
from service.channels.base import (
    Call,
    Capabilities,
    Part,
    Picture,
    Received,
    Resources,
    TransportError,
    Whole,
)
from service.channels.calling import Json, bytes_of, check_status, fetch
from service.channels.calling import call as call_platform
from service.channels.webhook.calls import read
from service.channels.webhook.settings import WebhookSettings
from service.channels.webhook.signature import SIGNATURE, TIMESTAMP, sign
from service.messages.schemas import MessageView


class WebhookChannel:
    capabilities = Capabilities(whole=True, pictures=True)

    def __init__(self, resources: Resources, url: str, secret: SecretStr) -> None:
        self._http, self._url, self._secret = resources.http, url, secret

    def receive(self, call: Call) -> Received:
        return read(self._secret, call)

    async def send(self, user: str, part: Part, key: str) -> None:
        match part:
            case Whole(message):
                view = MessageView.of(message).model_dump(mode="json", exclude_none=True)
                said: Json = {"message_id": message.id, "message": view}
            case Picture():
                data = base64.b64encode(await bytes_of(part)).decode()
                said = {"picture": {"id": part.path.name, "name": part.name, "data": data}}
            case _:
                raise TransportError("cannot be shown", permanent=True)
        await self._post({"user": user, **said})

    async def picture(self, reference: str) -> bytes:
        """Only from where replies go to: no address in a message leads us anywhere else."""
        if URL(reference).origin() != URL(self._url).origin():
            raise TransportError("a picture from elsewhere", permanent=True)
        return await fetch(self._http, reference)

    async def _post(self, said: Json) -> None:
        body = json.dumps(said).encode()
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


def make(resources: Resources) -> WebhookChannel | None:
    settings = WebhookSettings()
    if not (settings.url and settings.secret):
        return None
    return WebhookChannel(resources, settings.url, settings.secret)
