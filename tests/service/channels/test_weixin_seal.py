"""Our sealing and signing agree with wechatpy's, which many accounts have run on for years."""

import base64

import pytest
from wechatpy.crypto import WeChatCrypto

from backend.clock import now
from cli.simulators import weixin
from service.channels.base import Call
from service.channels.weixin import Seal, sealed_body
from service.errors import Unauthenticated

APP = "wxsimulated0000000"
THEIRS = WeChatCrypto(weixin.TOKEN, weixin.AES_KEY, APP)


@pytest.mark.parametrize("text", ["", "你好", "a" * 31, "包裹" * 500])
def test_what_wechatpy_seals_we_open(text: str) -> None:
    timestamp = str(int(now().timestamp()))
    wrapped = THEIRS.encrypt_message(f"<xml>{text}</xml>", "nonce-9", timestamp)
    sealed = sealed_body(wrapped.encode())
    signature = wrapped.partition("<MsgSignature><![CDATA[")[2].partition("]]>")[0]
    query = {"msg_signature": signature, "timestamp": timestamp, "nonce": "nonce-9"}
    opened = Seal(weixin.TOKEN, weixin.AES_KEY, APP).open(Call("POST", query, {}, b""), sealed)
    assert opened.decode() == f"<xml>{text}</xml>"


def test_what_the_simulator_seals_wechatpy_opens() -> None:
    call = weixin.callback({"Content": "你好"}, "gh_1", APP)
    query = call.query
    opened = THEIRS.decrypt_message(
        call.body, query["msg_signature"], query["timestamp"], query["nonce"]
    )
    assert "你好" in (opened if isinstance(opened, str) else opened.decode())


@pytest.mark.parametrize("junk", ["", "!", "AAAA", base64.b64encode(bytes(64)).decode()])
def test_junk_is_refused(junk: str) -> None:
    with pytest.raises(Unauthenticated):
        Seal(weixin.TOKEN, weixin.AES_KEY, APP).decrypt(junk)


def test_what_is_sealed_for_another_account_is_refused() -> None:
    with pytest.raises(Unauthenticated):
        Seal(weixin.TOKEN, weixin.AES_KEY, "another").decrypt(weixin.seal("<xml/>", APP))
