"""Replies to the webhook's owner: a signed POST for each message, repeats told by `message_id`."""

import json

import aiohttp
from pydantic import SecretStr

from backend.clock import now
from backend.conversations.models import Message
from service.channels.base import TransportError
from service.channels.webhook.signature import SIGNATURE, TIMESTAMP, sign
from service.messages.schemas import MessageView

TIMEOUT = aiohttp.ClientTimeout(total=10)
_TRY_AGAIN = frozenset({408, 425, 429})


class WebhookChannel:
    def __init__(self, http: aiohttp.ClientSession, url: str, secret: SecretStr) -> None:
        self._http, self._url, self._secret = http, url, secret

    async def deliver(self, user: str, message: Message) -> None:
        view = MessageView.of(message).model_dump(mode="json", exclude_none=True)
        body = json.dumps({"message_id": message.id, "user": user, "message": view}).encode()
        timestamp = str(int(now().timestamp()))
        headers = {
            "Content-Type": "application/json",
            TIMESTAMP: timestamp,
            SIGNATURE: sign(self._secret, timestamp, body),
        }
        try:
            async with self._http.post(
                self._url, data=body, headers=headers, timeout=TIMEOUT, allow_redirects=False
            ) as response:
                status = response.status
        except (aiohttp.ClientError, TimeoutError) as error:
            raise TransportError(type(error).__name__, permanent=False) from error
        if not 200 <= status < 300:
            refused = 400 <= status < 500 and status not in _TRY_AGAIN
            raise TransportError(f"status {status}", permanent=refused)
