"""Signatures of the webhook channel: HMAC-SHA256 over "timestamp.body", in hexadecimal."""

import hashlib
import hmac

from pydantic import SecretStr

from service.channels.base import check_equal, check_time

TIMESTAMP = "X-Yida-Timestamp"
SIGNATURE = "X-Yida-Signature"


def sign(secret: SecretStr, timestamp: str, body: bytes) -> str:
    """`timestamp` is in whole seconds since 1970."""
    signed = timestamp.encode() + b"." + body
    return hmac.new(secret.get_secret_value().encode(), signed, hashlib.sha256).hexdigest()


def check(secret: SecretStr, timestamp: str, signature: str, body: bytes) -> None:
    """Raises Unauthenticated for an altered body, a wrong secret, or a time five minutes off."""
    check_equal(signature, sign(secret, timestamp, body))
    check_time(timestamp)
