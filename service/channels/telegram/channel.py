from pydantic import SecretStr

from service.channels.base import (
    Call,
    Capabilities,
    Menu,
    Part,
    Picture,
    Received,
    Resources,
    Text,
    TransportError,
)
from service.channels.calling import Json, call, fetch, form, needed, parsed
from service.channels.telegram.calls import read
from service.channels.telegram.settings import TelegramSettings

FOR_GOOD = frozenset({400, 403, 404})
"""Blocked by the user, no such chat, or a message that it cannot read."""


class TelegramChannel:
    capabilities = Capabilities(length=4000, options=12, pictures=True)

    def __init__(
        self, resources: Resources, settings: TelegramSettings, token: str, secret: SecretStr
    ) -> None:
        self._http, self._secret = resources.http, secret
        self._bot = f"{settings.api}/bot{token}"
        self._files = f"{settings.api}/file/bot{token}"

    def receive(self, call: Call) -> Received:
        return read(self._secret, call)

    async def send(self, user: str, part: Part, key: str) -> None:
        match part:
            case Text(text):
                await self._ask("sendMessage", json={"chat_id": user, "text": text})
            case Menu(text, options):
                rows = [[{"text": each.title, "callback_data": each.key}] for each in options]
                body = {
                    "chat_id": user,
                    "text": text or "👇",
                    "reply_markup": {"inline_keyboard": rows},
                }
                await self._ask("sendMessage", json=body)
            case Picture():
                await self._ask("sendPhoto", data=await form(part, "photo", chat_id=user))
            case _:
                raise TransportError("cannot be shown", permanent=True)

    async def picture(self, reference: str) -> bytes:
        file = await self._ask("getFile", json={"file_id": reference})
        return await fetch(self._http, f"{self._files}/{needed(file, 'result', 'file_path')}")

    async def _ask(self, method: str, **body: object) -> Json:
        _, answer, _ = await call(self._http, "POST", f"{self._bot}/{method}", **body)
        found = parsed(answer)
        if not found.get("ok"):
            code = found.get("error_code")
            after = (found.get("parameters") or {}).get("retry_after", 0)
            raise TransportError(f"error {code}", permanent=code in FOR_GOOD, after=after)
        return found


def make(resources: Resources) -> TelegramChannel | None:
    settings = TelegramSettings()
    if not (settings.token and settings.secret):
        return None
    token = settings.token.get_secret_value()
    return TelegramChannel(resources, settings, token, settings.secret)
