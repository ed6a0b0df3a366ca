import base64
import hashlib
import hmac
import json
from typing import ClassVar

from aiohttp import web

from cli.simulators.base import Callback, Json, Platform, Shown, answer, down, moment, uploaded

APP_KEY, APP_SECRET = "dingsimulated", "simulated"


class Dingtalk(Platform):
    kind = "dingtalk"
    user: ClassVar[str] = "staff-1"

    def __init__(self) -> None:
        super().__init__()
        self.media: dict[str, bytes] = {}
        self._signed_at = 0.0

    def environment(self) -> dict[str, str]:
        return {
            "YIDA_DINGTALK_APP_KEY": APP_KEY,
            "YIDA_DINGTALK_APP_SECRET": APP_SECRET,
            "YIDA_DINGTALK_API": self.url,
            "YIDA_DINGTALK_MEDIA_API": self.url,
        }

    def said(self, text: str, message_id: str, *, user: str = "", at: float = 0) -> Callback:
        return self._message(message_id, user, at, msgtype="text", text={"content": text})

    def photo(self, data: bytes, message_id: str, *, user: str = "") -> Callback:
        code = f"code-{len(self.pictures)}"
        self.pictures[code] = data
        return self._message(message_id, user, 0, msgtype="picture", content={"downloadCode": code})

    def routes(self, app: web.Application) -> None:
        app.router.add_post("/v1.0/oauth2/accessToken", self._token)
        app.router.add_post("/v1.0/robot/oToMessages/batchSend", self._send)
        app.router.add_post("/v1.0/robot/messageFiles/download", self._download)
        app.router.add_post("/media/upload", self._upload)
        app.router.add_get("/files/{code}", self._file)

    def _message(self, message_id: str, user: str, at: float, **content: object) -> Callback:
        body: Json = {
            "msgId": message_id,
            "conversationType": "1",
            "senderStaffId": user or self.user,
            "senderNick": "模拟用户",
            "robotCode": APP_KEY,
            "sessionWebhook": "http://elsewhere.invalid/",
            **content,
        }
        # Two messages never share a millisecond here, as they hardly ever do there.
        signed_at = max(moment(at), self._signed_at + 0.001) if at == 0 else moment(at)
        if at == 0:
            self._signed_at = signed_at
        timestamp = str(round(signed_at * 1000))
        digest = hmac.digest(
            APP_SECRET.encode(), f"{timestamp}\n{APP_SECRET}".encode(), hashlib.sha256
        )
        headers = {"timestamp": timestamp, "sign": base64.b64encode(digest).decode()}
        return Callback(json.dumps(body, ensure_ascii=False).encode(), headers)

    async def _token(self, request: web.Request) -> web.Response:
        if await request.json() != {"appKey": APP_KEY, "appSecret": APP_SECRET}:
            return answer({"code": "invalidClientIdOrSecret"}, 400)
        return answer({"accessToken": self.token(), "expireIn": 7200})

    async def _send(self, request: web.Request) -> web.Response:
        way = self.failure()
        if failed := self._failed(request, way):
            return failed
        body = await request.json()
        users = body["userIds"]
        if way == "refused":
            return answer({"processQueryKey": "", "invalidStaffIdList": users})
        said = json.loads(body["msgParam"])
        if body["msgKey"] == "sampleImageMsg":
            self.show(Shown(users[0], picture=self.media[said["photoURL"]]))
        else:
            self.show(Shown(users[0], said["content"]))
        return answer({"processQueryKey": f"key-{self.tries}"})

    async def _download(self, request: web.Request) -> web.Response:
        if failed := self._failed(request, self.failure()):
            return failed
        code = (await request.json())["downloadCode"]
        return answer({"downloadUrl": f"{self.url}/files/{code}"})

    async def _file(self, request: web.Request) -> web.Response:
        return web.Response(body=self.pictures[request.match_info["code"]])

    async def _upload(self, request: web.Request) -> web.Response:
        media_id = f"@media-{len(self.media)}"
        self.media[media_id] = await uploaded(request, "media")
        return answer({"errcode": 0, "media_id": media_id})

    def _failed(self, request: web.Request, way: str | None) -> web.Response | None:
        if way == "down":
            return down()
        if way == "busy":
            return answer({"code": "Forbidden.AccessDenied.QpsLimit.Throttling"}, 403)
        given = request.headers.get("x-acs-dingtalk-access-token")
        if way == "stale" or given != self.current:
            return answer({"code": "InvalidAuthentication"}, 401)
        return None
