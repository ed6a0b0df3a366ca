import base64
import hashlib
import hmac
import json
from typing import ClassVar

from aiohttp import web

from cli.simulators.base import Callback, Json, Platform, Shown, down, moment

SECRET = "a secret of the simulated app behind the webhook"  # noqa: S105
STATUS = {"busy": 429, "refused": 400}


class Webhook(Platform):
    """An app of one's own, which draws choices itself."""

    kind = "webhook"
    user: ClassVar[str] = "app-user-1"

    def environment(self) -> dict[str, str]:
        return {"YIDA_WEBHOOK_SECRET": SECRET, "YIDA_WEBHOOK_URL": f"{self.url}/replies"}

    def said(self, text: str, message_id: str, *, user: str = "", at: float = 0) -> Callback:
        return self._signed({"message_id": message_id, "text": text}, user, at)

    def photo(self, data: bytes, message_id: str, *, user: str = "") -> Callback:
        name = f"photo-{len(self.pictures)}"
        self.pictures[name] = data
        return self._signed({"message_id": message_id, "picture": f"{self.url}/{name}"}, user, 0)

    def pressed(self, key: str, title: str, message_id: str, *, user: str = "") -> Callback:
        return self._signed({"message_id": message_id, "choice_id": key}, user, 0)

    def routes(self, app: web.Application) -> None:
        app.router.add_post("/replies", self._take)
        app.router.add_get("/{name}", self._picture)

    def _signed(self, content: Json, user: str, at: float) -> Callback:
        body = json.dumps(content | {"user": user or self.user}, ensure_ascii=False).encode()
        timestamp = str(int(moment(at)))
        return Callback(
            body, {"X-Yida-Timestamp": timestamp, "X-Yida-Signature": _sign(timestamp, body)}
        )

    async def _take(self, request: web.Request) -> web.Response:
        body = await request.read()
        right = _sign(request.headers["X-Yida-Timestamp"], body)
        if request.headers["X-Yida-Signature"] != right:
            return web.Response(status=401)
        match self.failure():
            case "down":
                return down()
            case str() as way:
                return web.Response(status=STATUS[way])
        reply = json.loads(body)
        if "picture" in reply:
            data = base64.b64decode(reply["picture"]["data"])
            self.show(Shown(reply["user"], picture=data))
            return web.Response(status=204)
        message = reply["message"]
        options = tuple(
            (f"{message['id']}/{choice['id']}", choice["title"])
            for choice in message.get("choices", [])
        )
        self.show(Shown(reply["user"], message["text"], options))
        return web.Response(status=204)

    async def _picture(self, request: web.Request) -> web.Response:
        match self.failure():
            case "down":
                return down()
            case str() as way:
                return web.Response(status=STATUS[way])
        return web.Response(body=self.pictures[request.match_info["name"]])


def _sign(timestamp: str, body: bytes) -> str:
    return hmac.new(SECRET.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()
