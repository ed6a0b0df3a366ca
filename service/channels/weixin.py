"""What WeChat and WeCom call us with: sealed, signed XML. (wechatpy compares signatures with `!=`
and has not moved since 2022, so this is built on `cryptography` and tested against wechatpy.)"""

import base64
import binascii
import hashlib
import struct
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings

from backend.errors import InvalidInput
from service.channels import aes
from service.channels.base import Call, check_equal, check_time
from service.errors import Unauthenticated

BLOCK = 32
"""Bytes that the padding fills up to; AES itself has blocks of 16."""


class CallbackSettings(BaseSettings):
    token: SecretStr | None = Field(None, description="Token of the callback.")
    aes_key: SecretStr | None = Field(
        None, min_length=43, max_length=43, description="EncodingAESKey."
    )

    def seal(self, receiver: str | None) -> "Seal | None":
        """None while anything is missing."""
        if not (receiver and self.token and self.aes_key):
            return None
        return Seal(self.token.get_secret_value(), self.aes_key.get_secret_value(), receiver)


@dataclass(frozen=True)
class Seal:
    """`receiver`: the app's or company's id, which is sealed in with every text."""

    token: str
    aes_key: str
    receiver: str

    def open(self, call: Call, sealed: str) -> bytes:
        """Raises Unauthenticated: altered, of another time, or for somebody else."""
        timestamp = call.query.get("timestamp", "")
        signed = signature(self.token, timestamp, call.query.get("nonce", ""), sealed)
        check_equal(call.query.get("msg_signature", ""), signed)
        check_time(timestamp)
        return self.decrypt(sealed)

    def decrypt(self, sealed: str) -> bytes:
        key = self._key()
        try:
            text = aes.decrypt(key, key[: aes.BLOCK], base64.b64decode(sealed), BLOCK)
            (length,) = struct.unpack("!I", text[16:20])
        except (binascii.Error, struct.error) as error:
            raise Unauthenticated("not sealed") from error
        content, receiver = text[20 : 20 + length], text[20 + length :]
        check_equal(receiver.decode(errors="replace"), self.receiver)
        return content

    def _key(self) -> bytes:
        return base64.b64decode(self.aes_key + "=")


def signature(*parts: str) -> str:
    return hashlib.sha1("".join(sorted(parts)).encode()).hexdigest()  # noqa: S324 - their choice


def sealed_body(body: bytes) -> str:
    """The `Encrypt` of a call. Raises Unauthenticated for plain mode, whose bodies nobody signs."""
    sealed = xml(body).findtext("Encrypt")
    if not sealed:
        raise Unauthenticated("plain mode")
    return sealed


def xml(body: bytes) -> Element:
    """Raises InvalidInput."""
    try:
        found: Element = fromstring(body)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise InvalidInput("not XML") from error
    return found
