"""Messages and events of an Official Account, in encrypted mode only."""

import hashlib
from xml.etree.ElementTree import Element

from service.channels.base import Answer, Call, Incoming, Received, check_equal, check_time
from service.channels.weixin import Seal, sealed_body, signature, xml
from service.texts import words

DONE = Answer("success")


def read(seal: Seal, call: Call) -> Received:
    if call.method == "GET":
        return _prove(seal, call)
    message = xml(seal.open(call, sealed_body(call.body)))
    incoming = _incoming(message)
    return Received((incoming,) if incoming else (), DONE)


def _prove(seal: Seal, call: Call) -> Received:
    timestamp, nonce = call.query.get("timestamp", ""), call.query.get("nonce", "")
    check_equal(call.query.get("signature", ""), signature(seal.token, timestamp, nonce))
    check_time(timestamp)
    return Received(answer=Answer(call.query.get("echostr", "")))


def _incoming(message: Element) -> Incoming | None:
    """None for an event that says nothing."""

    def part(name: str) -> str:
        return message.findtext(name) or ""

    user, kind = part("FromUserName"), part("MsgType")
    if not user:
        return None
    if kind == "event":
        # An event has no id of its own; the platform tells repeats by sender and time.
        told = f"{user} {part('CreateTime')} {part('Event')}"
        key = hashlib.sha256(told.encode()).hexdigest()
        match part("Event"):
            case "subscribe":
                return Incoming(key, user, words("channels")["hello"])
            case "CLICK":
                return Incoming(key, user, part("EventKey"))
        return None
    return Incoming(
        message_id=part("MsgId"),
        user=user,
        text=part("Content"),
        pressed=part("bizmsgmenuid") or None,
        picture=part("MediaId") if kind == "image" else None,
    )
