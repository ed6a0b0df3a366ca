import json
from collections.abc import Awaitable, Callable

from service.channels.base import (
    Call,
    Capabilities,
    Menu,
    Option,
    Part,
    Picture,
    Received,
    Resources,
    Text,
    TransportError,
)
from service.channels.calling import LARGEST, Json, call, check_status, form, needed, parsed
from service.channels.feishu.calls import Keys, read
from service.channels.feishu.settings import FeishuSettings
from service.channels.tokens import Fetched, StaleToken, Tokens

STALE = frozenset({99991661, 99991663, 99991668})
AGAIN = frozenset({99991400, 230020, 11232, 11233})
"""Too many messages a second."""


class FeishuChannel:
    """lark-oapi is left out: importing it takes seconds and 140 MB, for four calls."""

    capabilities = Capabilities(length=4000, options=12, pictures=True)

    def __init__(self, resources: Resources, settings: FeishuSettings, keys: Keys) -> None:
        self._http, self._settings, self._keys = resources.http, settings, keys
        self._api = f"{settings.api}/open-apis"
        self._tokens = Tokens(resources.database, "feishu", self._token)

    def receive(self, call: Call) -> Received:
        return read(self._keys, call)

    async def send(self, user: str, part: Part, key: str) -> None:
        match part:
            case Text(text):
                kind, content = "text", {"text": text}
            case Menu(text, options):
                kind, content = "interactive", _card(text, options)
            case Picture():
                kind, content = "image", {"image_key": await self._upload(part)}
            case _:
                raise TransportError("cannot be shown", permanent=True)
        # The platform takes a `uuid` once within an hour: a lost answer makes no second message.
        body = {
            "receive_id": user,
            "msg_type": kind,
            "content": json.dumps(content, ensure_ascii=False),
            "uuid": key[:50],
        }

        async def sent() -> Json:
            return {"json": body, "params": {"receive_id_type": "open_id"}}

        await self._ask("POST", "/im/v1/messages", sent)

    async def picture(self, reference: str) -> bytes:
        message_id, _, key = reference.partition("/")

        async def options() -> Json:
            return {"params": {"type": "image"}}

        path = f"/im/v1/messages/{message_id}/resources/{key}"
        data = await self._ask("GET", path, options)
        if len(data) > LARGEST:
            raise TransportError("too large", permanent=True)
        return data

    async def _upload(self, picture: Picture) -> str:
        async def options() -> Json:
            return {"data": await form(picture, "image", image_type="message")}

        answer = parsed(await self._ask("POST", "/im/v1/images", options))
        return needed(answer, "data", "image_key")

    async def _ask(self, method: str, path: str, options: Callable[[], Awaitable[Json]]) -> bytes:
        """`options` are made anew for a second attempt with another token."""

        async def ask(token: str) -> bytes:
            headers = {"Authorization": f"Bearer {token}"}
            status, body, _ = await call(
                self._http, method, self._api + path, headers=headers, **await options()
            )
            code = _code(status, body)
            if code in STALE:
                raise StaleToken
            if code:
                raise TransportError(f"code {code}", permanent=code not in AGAIN)
            return body

        return await self._tokens.spend(ask)

    async def _token(self) -> Fetched:
        secret = self._settings.app_secret
        body = {
            "app_id": self._settings.app_id,
            "app_secret": secret.get_secret_value() if secret else "",
        }
        path = "/auth/v3/tenant_access_token/internal"
        status, answer, _ = await call(self._http, "POST", self._api + path, json=body)
        if code := _code(status, answer):
            raise TransportError(f"code {code}", permanent=False)
        found = parsed(answer)
        return Fetched(needed(found, "tenant_access_token"), float(needed(found, "expire")))


def _code(status: int, body: bytes) -> int:
    """Refusals are objects with a code, whatever the status; a file begins otherwise."""
    if body.startswith(b"{") and (code := parsed(body).get("code", 0)):
        return int(code)
    check_status(status)
    return 0


def _card(text: str, options: tuple[Option, ...]) -> Json:
    buttons = [
        {
            "tag": "button",
            "text": {"tag": "plain_text", "content": option.title},
            "value": {"key": option.key, "title": option.title},
        }
        for option in options
    ]
    said = {"tag": "div", "text": {"tag": "plain_text", "content": text}}
    return {"elements": [said, {"tag": "action", "actions": buttons}]}


def make(resources: Resources) -> FeishuChannel | None:
    settings = FeishuSettings()
    secrets = (settings.app_secret, settings.encrypt_key, settings.verification_token)
    if not settings.app_id or not all(secrets):
        return None
    _, encrypt_key, token = (secret.get_secret_value() if secret else "" for secret in secrets)
    return FeishuChannel(resources, settings, Keys(encrypt_key, token))
