"""One turn of a conversation, read back from the tracker's events."""

from typing import Any

from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

TURN_ID = "turn_id"


class Turn:
    """The customer's latest message in a tracker and what the bot answered to it."""

    def __init__(self, tracker: DialogueStateTracker) -> None:
        self.message: UserUttered | None = None
        self.utterances: list[BotUttered] = []
        for event in reversed(tracker.events):
            if isinstance(event, UserUttered):
                self.message = event
                break
            if isinstance(event, BotUttered):
                self.utterances.insert(0, event)

    @property
    def id(self) -> str | None:
        """The service's turn id; None for messages that came through another channel."""
        return (self.message.metadata or {}).get(TURN_ID) if self.message else None

    def answer(self) -> dict[str, Any]:
        """The answer to the service, in the shape of docs/engine-protocol.md."""
        events: dict[str, Any] = {}
        messages = []
        for utterance in self.utterances:
            custom = utterance.data.get("custom") or {}
            events.update(custom.get("events", {}))
            message = _message(utterance, custom)
            if message:
                messages.append(message)
        return {"messages": messages, "nlu": self._nlu(), "events": events}

    def _nlu(self) -> dict[str, Any]:
        parse = (self.message.parse_data if self.message else None) or {}
        intent = parse.get("intent") or {}
        return {
            "intent": full_name(parse, intent.get("name")),
            "confidence": intent.get("confidence"),
            "ranking": [
                {"intent": full_name(parse, each["name"]), "confidence": each["confidence"]}
                for each in parse.get("intent_ranking") or []
            ],
            "entities": parse.get("entities") or [],
        }


def full_name(parse: dict[str, Any], name: str | None) -> str | None:
    """Of a retrieval intent with the response that it selects: `faq/insurance`, not `faq`."""
    selected = (parse.get("response_selector") or {}).get(name) or {}
    return (selected.get("response") or {}).get("intent_response_key") or name


def _message(utterance: BotUttered, custom: dict[str, Any]) -> dict[str, Any]:
    message: dict[str, Any] = {}
    if utterance.text:
        message["text"] = utterance.text
    if custom.get("card"):
        message["card"] = custom["card"]
    buttons = utterance.data.get("buttons") or custom.get("choices")
    if buttons:
        message["choices"] = [{"title": b["title"], "payload": b["payload"]} for b in buttons]
    return message
