"""What WeChat and WeCom do alike: sealing and signing, keeping pictures, counting messages."""

import base64
import hashlib
import os
import struct
from collections import Counter
from typing import ClassVar
from xml.sax.saxutils import escape

from aiohttp import web
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from cli.simulators.base import Callback, Platform, answer, down, moment, uploaded

TOKEN = "simulatedtoken"  # noqa: S105
AES_KEY = base64.b64encode(bytes(range(32))).decode().rstrip("=")
NONCE = "nonce-1"
QUOTA = 5
BUSY, STALE = -1, 42001


class WeixinPlatform(Platform):
    """`refusal`: the code of what will never be taken."""

    refusal: ClassVar[int]

    def __init__(self) -> None:
        super().__init__()
        self.sent: Counter[str] = Counter()
        self.media: dict[str, bytes] = {}

    def media_routes(self, app: web.Application) -> None:
        app.router.add_post("/cgi-bin/media/upload", self._upload)
        app.router.add_get("/cgi-bin/media/get", self._download)

    def failed(self, request: web.Request) -> web.Response | None:
        way = self.failure()
        if way == "down":
            return down()
        if way is None and request.query.get("access_token") != self.current:
            way = "stale"
        codes = {"busy": BUSY, "stale": STALE, "refused": self.refusal}
        return answer({"errcode": codes[way], "errmsg": way}) if way else None

    async def _upload(self, request: web.Request) -> web.Response:
        if failed := self.failed(request):
            return failed
        media_id = f"upload-{len(self.media)}"
        self.media[media_id] = await uploaded(request, "media")
        return answer({"type": "image", "media_id": media_id})

    async def _download(self, request: web.Request) -> web.Response:
        if failed := self.failed(request):
            return failed
        return web.Response(body=self.pictures[request.query["media_id"]])


def seal(text: str, receiver: str) -> str:
    """16 random bytes, the length, the text, the receiver; filled up to 32 bytes; AES-CBC."""
    key = base64.b64decode(AES_KEY + "=")
    content = text.encode()
    whole = os.urandom(16) + struct.pack(">I", len(content)) + content + receiver.encode()
    fill = 32 - len(whole) % 32
    encryptor = Cipher(algorithms.AES(key), modes.CBC(key[:16])).encryptor()
    sealed = encryptor.update(whole + bytes([fill]) * fill) + encryptor.finalize()
    return base64.b64encode(sealed).decode()


def sign(*parts: str) -> str:
    return hashlib.sha1("".join(sorted((TOKEN, *parts))).encode()).hexdigest()  # noqa: S324


def callback(content: dict[str, str], to: str, receiver: str, at: float = 0) -> Callback:
    """An encrypted call with this XML in it. `receiver` is the id that is sealed in."""
    fields = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in content.items())
    sealed = seal(f"<xml>{fields}</xml>", receiver)
    timestamp = str(int(moment(at)))
    body = (
        f"<xml><ToUserName><![CDATA[{to}]]></ToUserName>"
        f"<Encrypt><![CDATA[{sealed}]]></Encrypt></xml>"
    )
    query = {
        "msg_signature": sign(timestamp, NONCE, sealed),
        "timestamp": timestamp,
        "nonce": NONCE,
        "encrypt_type": "aes",
    }
    return Callback(body.encode(), {"Content-Type": "text/xml"}, query)
