from datetime import timedelta

from service.channels.base import (
    Call,
    Capabilities,
    Menu,
    Part,
    Picture,
    Quota,
    Received,
    Resources,
    Text,
    TransportError,
)
from service.channels.calling import form, needed
from service.channels.tokens import Fetched, Tokens
from service.channels.wechat.calls import read
from service.channels.wechat.settings import WechatSettings
from service.channels.weixin import Seal
from service.channels.weixin_api import WeixinApi

AGAIN = frozenset({-1, 45009, 45011, 45015, 45047, 40001, 40014, 42001})
"""Busy, too fast, outside the 48 hours or the five messages (which another message of the customer
opens again), or a token that has just been replaced."""


class WechatChannel:
    # A text holds 2,048 bytes, and most characters here have three.
    capabilities = Capabilities(
        length=600, options=10, pictures=True, quota=Quota(5, timedelta(hours=48))
    )

    def __init__(self, resources: Resources, settings: WechatSettings, seal: Seal) -> None:
        self._settings, self._seal = settings, seal
        tokens = Tokens(resources.database, "wechat", self._token)
        self._api = WeixinApi(resources.http, settings.api, tokens, AGAIN)

    def receive(self, call: Call) -> Received:
        return read(self._seal, call)

    async def send(self, user: str, part: Part, key: str) -> None:
        match part:
            case Text(text):
                said: dict[str, object] = {"msgtype": "text", "text": {"content": text}}
            case Menu(text, options):
                listed = [{"id": each.key, "content": each.title} for each in options]
                menu = {"head_content": text, "list": listed, "tail_content": ""}
                said = {"msgtype": "msgmenu", "msgmenu": menu}
            case Picture():
                media_id = await self._upload(part)
                said = {"msgtype": "image", "image": {"media_id": media_id}}
            case _:
                raise TransportError("cannot be shown", permanent=True)
        await self._api.post("/cgi-bin/message/custom/send", {"touser": user, **said})

    async def picture(self, reference: str) -> bytes:
        return await self._api.download("/cgi-bin/media/get", media_id=reference)

    async def _upload(self, picture: Picture) -> str:
        async def body() -> object:
            return await form(picture, "media")

        answer = await self._api.upload("/cgi-bin/media/upload", body, type="image")
        return needed(answer, "media_id")

    async def _token(self) -> Fetched:
        """A stable token: fetching it does not end those that others hold."""
        secret = self._settings.app_secret
        body = {
            "grant_type": "client_credential",
            "appid": self._settings.app_id,
            "secret": secret.get_secret_value() if secret else "",
        }
        answer = await self._api.plain("POST", "/cgi-bin/stable_token", json=body)
        return Fetched(needed(answer, "access_token"), float(needed(answer, "expires_in")))


def make(resources: Resources) -> WechatChannel | None:
    settings = WechatSettings()
    if not (settings.app_id and settings.app_secret and settings.token and settings.aes_key):
        return None
    seal = Seal(
        settings.token.get_secret_value(), settings.aes_key.get_secret_value(), settings.app_id
    )
    return WechatChannel(resources, settings, seal)
