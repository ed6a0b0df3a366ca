"""Who brings a one-time code to its phone."""

import json
import sys
from typing import Protocol

import aiohttp
from pydantic import SecretStr

from backend.clock import now
from backend.codes.rules import CODES
from backend.errors import Unavailable
from service.channels.webhook.signature import SIGNATURE, TIMESTAMP, sign
from service.settings import ServiceSettings

TIMEOUT = aiohttp.ClientTimeout(total=5)


class CodeSender(Protocol):
    async def send(self, phone: str, digits: str) -> None:
        """Raises Unavailable."""
        ...


class ConsoleSender:
    """For trying it out: whoever runs the service reads the code on its output."""

    async def send(self, phone: str, digits: str) -> None:
        sys.stdout.write(f"验证码 {digits} → {phone}\n")
        sys.stdout.flush()


class HttpSender:
    """Posts to the company's SMS gateway, signed as the webhook channel's calls are."""

    def __init__(self, http: aiohttp.ClientSession, url: str, secret: SecretStr) -> None:
        self._http, self._url, self._secret = http, url, secret

    async def send(self, phone: str, digits: str) -> None:
        body = json.dumps(
            {"phone": phone, "code": digits, "minutes": CODES.data.life_minutes}
        ).encode()
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
                if not 200 <= response.status < 300:
                    raise Unavailable(f"the sender answered {response.status}")
        except (aiohttp.ClientError, TimeoutError) as error:
            raise Unavailable("the sender is away") from error


def sender(settings: ServiceSettings, http: aiohttp.ClientSession) -> CodeSender:
    if settings.code_sender_url and settings.code_sender_secret:
        return HttpSender(http, settings.code_sender_url, settings.code_sender_secret)
    return ConsoleSender()
