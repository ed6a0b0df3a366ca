"""Sealing and signing as WeChat and WeCom do it."""

import base64
import hashlib
import os
import struct
from xml.sax.saxutils import escape

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from cli.simulators.base import Callback, moment

TOKEN = "simulatedtoken"  # noqa: S105
AES_KEY = base64.b64encode(bytes(range(32))).decode().rstrip("=")
NONCE = "nonce-1"


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
