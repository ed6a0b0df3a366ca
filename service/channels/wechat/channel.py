from datetime import timedelta

from pydantic import SecretStr

from service.channels.base import (
    Call,
    Capabilities,
    Menu,
    OverQuota,
    Part,
    Picture,
    Quota,
    Received,
    Resources,
    Text,
    TransportError,
)
from service.channels.calling import Json, needed
from service.channels.tokens import Fetched, Tokens
from service.channels.wechat.calls import read
from service.channels.wechat.settings import WechatSettings
from service.channels.weixin import Seal
from service.channels.weixin_api import WeixinApi, WeixinFailure
from service.texts import words

AGAIN = frozenset({-1, 45009, 45011})
"""Busy, or too fast."""
OVER = frozenset({45015, 45047})
"""Outside the 48 hours, or more than the five messages."""


class WechatChannel:
    def __init__(
        self, resources: Resources, settings: WechatSettings, secret: SecretStr, seal: Seal
    ) -> None:
        self._settings, self._secret, self._seal = settings, secret, seal
        knock = self._knock if settings.template_id else None
        # A text holds 2,048 bytes, and most characters here have three.
        self.capabilities = Capabilities(
            length=600, options=10, pictures=True, quota=Quota(5, timedelta(hours=48), knock)
        )
        tokens = Tokens(resources.database, "wechat", self._token)
        self._api = WeixinApi(resources.http, settings.api, tokens, AGAIN)

    def receive(self, call: Call) -> Received:
        return read(self._seal, call)

    async def send(self, user: str, part: Part, key: str) -> None:
        match part:
            case Text(text):
                said: Json = {"msgtype": "text", "text": {"content": text}}
            case Menu(text, options):
                listed = [{"id": each.key, "content": each.title} for each in options]
                menu = {"head_content": text, "list": listed, "tail_content": ""}
                said = {"msgtype": "msgmenu", "msgmenu": menu}
            case Picture():
                said = await self._api.image(part)
            case _:
                raise TransportError("cannot be shown", permanent=True)
        try:
            await self._api.post("/cgi-bin/message/custom/send", {"touser": user, **said})
        except WeixinFailure as failure:
            if failure.code in OVER:
                raise OverQuota from failure
            raise

    async def picture(self, reference: str) -> bytes:
        return await self._api.media(reference)

    async def _knock(self, user: str) -> None:
        body = {
            "touser": user,
            "template_id": self._settings.template_id,
            "data": {self._settings.template_field: {"value": words("channels")["knock"]}},
        }
        await self._api.post("/cgi-bin/message/template/send", body)

    async def _token(self) -> Fetched:
        """A stable token: fetching it does not end those that others hold."""
        body = {
            "grant_type": "client_credential",
            "appid": self._settings.app_id,
            "secret": self._secret.get_secret_value(),
        }
        answer = await self._api.plain("POST", "/cgi-bin/stable_token", json=body)
        return Fetched(needed(answer, "access_token"), float(needed(answer, "expires_in")))


def make(resources: Resources) -> WechatChannel | None:
    settings = WechatSettings()
    seal = settings.seal(settings.app_id)
    if not (seal and settings.app_secret):
        return None
    return WechatChannel(resources, settings, settings.app_secret, seal)
