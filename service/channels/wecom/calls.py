"""Calls of 微信客服: they only say that there is something to read, and where."""

from service.channels.base import Answer, Call, Received
from service.channels.weixin import Seal, sealed_body, xml

DONE = Answer("success")


def read(seal: Seal, call: Call) -> Received:
    if call.method == "GET":
        proof = seal.open(call, call.query.get("echostr", ""))
        return Received(answer=Answer(proof.decode(errors="replace")))
    event = xml(seal.open(call, sealed_body(call.body)))
    account = event.findtext("OpenKfId") or ""
    if event.findtext("Event") != "kf_msg_or_event" or not 0 < len(account) <= 64:
        return Received(answer=DONE)
    return Received(answer=DONE, inlet=(account, event.findtext("Token") or ""))
