import base64
import hashlib
import json
import os
from typing import ClassVar

from aiohttp import web
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from cli.simulators.base import Callback, Json, Platform, Shown, answer, down, moment, uploaded

APP_ID, APP_SECRET = "cli_simulated", "simulated"
ENCRYPT_KEY, VERIFICATION = "simulated encrypt key", "simulated verification"
NONCE = "nonce-1"
ERRORS = {"busy": 99991400, "refused": 230013, "stale": 99991663}


class Feishu(Platform):
    kind = "feishu"
    user: ClassVar[str] = "ou_simulated1"

    def __init__(self) -> None:
        super().__init__()
        self.images: dict[str, bytes] = {}
        self.uuids: set[str] = set()

    def environment(self) -> dict[str, str]:
        return {
            "YIDA_FEISHU_APP_ID": APP_ID,
            "YIDA_FEISHU_APP_SECRET": APP_SECRET,
            "YIDA_FEISHU_ENCRYPT_KEY": ENCRYPT_KEY,
            "YIDA_FEISHU_VERIFICATION_TOKEN": VERIFICATION,
            "YIDA_FEISHU_API": self.url,
        }

    def said(self, text: str, message_id: str, *, user: str = "", at: float = 0) -> Callback:
        return self._message(message_id, user, at, "text", {"text": text})

    def photo(self, data: bytes, message_id: str, *, user: str = "") -> Callback:
        key = f"img-{len(self.pictures)}"
        self.pictures[key] = data
        return self._message(message_id, user, 0, "image", {"image_key": key})

    def pressed(self, key: str, title: str, message_id: str, *, user: str = "") -> Callback:
        event = {
            "operator": {"open_id": user or self.user},
            "action": {"tag": "button", "value": {"key": key, "title": title}},
            "context": {"open_message_id": "om_card"},
        }
        return self._event("card.action.trigger", message_id, event, 0)

    def proof(self) -> Callback:
        """The question that comes before any event, which alone is not signed."""
        asked = {"type": "url_verification", "challenge": "c-1", "token": VERIFICATION}
        return Callback(_seal(asked))

    def routes(self, app: web.Application) -> None:
        api = "/open-apis"
        app.router.add_post(f"{api}/auth/v3/tenant_access_token/internal", self._token)
        app.router.add_post(f"{api}/im/v1/messages", self._send)
        app.router.add_post(f"{api}/im/v1/images", self._upload)
        app.router.add_get(f"{api}/im/v1/messages/{{message}}/resources/{{key}}", self._download)

    def _message(self, message_id: str, user: str, at: float, kind: str, content: Json) -> Callback:
        event = {
            "sender": {"sender_id": {"open_id": user or self.user}, "sender_type": "user"},
            "message": {
                "message_id": message_id,
                "chat_id": "oc_1",
                "chat_type": "p2p",
                "message_type": kind,
                "content": json.dumps(content, ensure_ascii=False),
            },
        }
        return self._event("im.message.receive_v1", f"event-{message_id}", event, at)

    def _event(self, kind: str, event_id: str, event: Json, at: float) -> Callback:
        header = {
            "event_id": event_id,
            "event_type": kind,
            "create_time": str(int(moment(at) * 1000)),
            "token": VERIFICATION,
            "app_id": APP_ID,
        }
        body = _seal({"schema": "2.0", "header": header, "event": event})
        timestamp = str(int(moment(at)))
        signed = (timestamp + NONCE + ENCRYPT_KEY).encode() + body
        headers = {
            "X-Lark-Request-Timestamp": timestamp,
            "X-Lark-Request-Nonce": NONCE,
            "X-Lark-Signature": hashlib.sha256(signed).hexdigest(),
        }
        return Callback(body, headers)

    async def _token(self, request: web.Request) -> web.Response:
        body = await request.json()
        if body != {"app_id": APP_ID, "app_secret": APP_SECRET}:
            return answer({"code": 10014, "msg": "app secret invalid"})
        return answer({"code": 0, "tenant_access_token": self.token(), "expire": 7200})

    async def _send(self, request: web.Request) -> web.Response:
        if failed := self._failed(request):
            return failed
        body = await request.json()
        if body["uuid"] in self.uuids:
            return answer({"code": 0, "data": {}})
        self.uuids.add(body["uuid"])
        user, content = body["receive_id"], json.loads(body["content"])
        match body["msg_type"]:
            case "text":
                self.show(Shown(user, content["text"]))
            case "interactive":
                said, actions = content["elements"]
                options = tuple(
                    (each["value"]["key"], each["text"]["content"]) for each in actions["actions"]
                )
                self.show(Shown(user, said["text"]["content"], options))
            case "image":
                self.show(Shown(user, picture=self.images[content["image_key"]]))
            case _:
                return answer({"code": 230001, "msg": "invalid msg_type"}, 400)
        return answer({"code": 0, "data": {"message_id": f"om_{self.tries}"}})

    async def _upload(self, request: web.Request) -> web.Response:
        if failed := self._failed(request):
            return failed
        key = f"uploaded-{len(self.images)}"
        self.images[key] = await uploaded(request, "image")
        return answer({"code": 0, "data": {"image_key": key}})

    async def _download(self, request: web.Request) -> web.Response:
        if failed := self._failed(request):
            return failed
        return web.Response(body=self.pictures[request.match_info["key"]])

    def _failed(self, request: web.Request) -> web.Response | None:
        way = self.failure()
        if way == "down":
            return down()
        if way is None and request.headers.get("Authorization") != f"Bearer {self.current}":
            way = "stale"
        return answer({"code": ERRORS[way], "msg": way}, 400) if way else None


def _seal(content: Json) -> bytes:
    """The IV, then AES-256-CBC under the key's SHA-256; PKCS #7."""
    text, iv = json.dumps(content, ensure_ascii=False).encode(), os.urandom(16)
    fill = 16 - len(text) % 16
    key = hashlib.sha256(ENCRYPT_KEY.encode()).digest()
    encryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).encryptor()
    sealed = encryptor.update(text + bytes([fill]) * fill) + encryptor.finalize()
    return json.dumps({"encrypt": base64.b64encode(iv + sealed).decode()}).encode()
