import json

from pydantic import SecretStr

from service.channels.base import (
    Call,
    Capabilities,
    Part,
    Picture,
    Received,
    Resources,
    Text,
    TransportError,
)
from service.channels.calling import Json, call, check_status, fetch, form, needed, parsed
from service.channels.dingtalk.calls import read
from service.channels.dingtalk.settings import DingtalkSettings
from service.channels.tokens import Fetched, StaleToken, Tokens

STALE_MEDIA = frozenset({40001, 40014, 42001})


class DingtalkChannel:
    """Its buttons are links, so choices go as numbers. (dingtalk-stream would keep a socket open in
    every process of the service; a robot's messages come over plain HTTP as well.)"""

    capabilities = Capabilities(length=4000, pictures=True)

    def __init__(
        self, resources: Resources, settings: DingtalkSettings, app_key: str, secret: SecretStr
    ) -> None:
        self._http, self._settings = resources.http, settings
        self._app_key, self._secret = app_key, secret
        self._tokens = Tokens(resources.database, "dingtalk", self._token)

    def receive(self, call: Call) -> Received:
        return read(self._secret, call)

    async def send(self, user: str, part: Part, key: str) -> None:
        match part:
            case Text(text):
                kind, said = "sampleText", {"content": text}
            case Picture():
                kind, said = "sampleImageMsg", {"photoURL": await self._upload(part)}
            case _:
                raise TransportError("cannot be shown", permanent=True)
        answer = await self._ask(
            "/v1.0/robot/oToMessages/batchSend",
            userIds=[user],
            msgKey=kind,
            msgParam=json.dumps(said, ensure_ascii=False),
        )
        if answer.get("invalidStaffIdList"):
            raise TransportError("no such user", permanent=True)
        if answer.get("flowControlledStaffIdList"):
            raise TransportError("too fast", permanent=False)

    async def picture(self, reference: str) -> bytes:
        answer = await self._ask("/v1.0/robot/messageFiles/download", downloadCode=reference)
        return await fetch(self._http, needed(answer, "downloadUrl"))

    async def _ask(self, path: str, **body: object) -> Json:
        async def ask(token: str) -> Json:
            status, answer, _ = await call(
                self._http,
                "POST",
                self._settings.api + path,
                headers={"x-acs-dingtalk-access-token": token},
                json={"robotCode": self._app_key, **body},
            )
            if status == 401:
                raise StaleToken
            if b"Throttling" in answer and status >= 400:
                raise TransportError("too fast", permanent=False)
            check_status(status)
            return parsed(answer)

        return await self._tokens.spend(ask)

    async def _upload(self, picture: Picture) -> str:
        async def ask(token: str) -> str:
            status, body, _ = await call(
                self._http,
                "POST",
                f"{self._settings.media_api}/media/upload",
                params={"access_token": token, "type": "image"},
                data=await form(picture, "media"),
            )
            check_status(status)
            answer = parsed(body)
            code = answer.get("errcode", 0)
            if code in STALE_MEDIA:
                raise StaleToken
            if code:
                raise TransportError(f"errcode {code}", permanent=code != -1)
            return needed(answer, "media_id")

        return await self._tokens.spend(ask)

    async def _token(self) -> Fetched:
        body = {"appKey": self._app_key, "appSecret": self._secret.get_secret_value()}
        url = f"{self._settings.api}/v1.0/oauth2/accessToken"
        status, answer, _ = await call(self._http, "POST", url, json=body)
        if status != 200:
            raise TransportError(f"status {status}", permanent=False)
        found = parsed(answer)
        return Fetched(needed(found, "accessToken"), float(needed(found, "expireIn")))


def make(resources: Resources) -> DingtalkChannel | None:
    settings = DingtalkSettings()
    if not (settings.app_key and settings.app_secret):
        return None
    return DingtalkChannel(resources, settings, settings.app_key, settings.app_secret)
