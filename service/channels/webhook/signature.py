"""Signatures of the webhook channel: HMAC-SHA256 over "timestamp.body", in hexadecimal."""

import hashlib
import hmac
from datetime import timedelta

from pydantic import SecretStr

from backend.clock import now
from service.errors import Unauthenticated

TIMESTAMP = "X-Yida-Timestamp"
SIGNATURE = "X-Yida-Signature"
SKEW = timedelta(minutes=5)


def sign(secret: SecretStr, timestamp: str, body: bytes) -> str:
    """`timestamp` is in whole seconds since 1970."""
    signed = timestamp.encode() + b"." + body
    return hmac.new(secret.get_secret_value().encode(), signed, hashlib.sha256).hexdigest()


def check(secret: SecretStr, timestamp: str, signature: str, body: bytes) -> None:
    """Raises Unauthenticated for an altered body, a wrong secret, or a time five minutes off."""
    if not (timestamp.isascii() and timestamp.isdecimal() and len(timestamp) <= 12):
        raise Unauthenticated("no timestamp")
    if not hmac.compare_digest(sign(secret, timestamp, body).encode(), signature.encode()):
        raise Unauthenticated("wrong signature")
    if abs(now().timestamp() - int(timestamp)) > SKEW.total_seconds():
        raise Unauthenticated("stale")
