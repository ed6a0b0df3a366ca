"""What an action knows of the customer's message: words, meaning, and who is speaking."""

from dataclasses import dataclass, field, replace
from typing import Any, Self

from rasa_sdk import Tracker

from backend.access.service import Asker

COMMAND = "/"


@dataclass(frozen=True)
class Entity:
    """`value` as typed; `normal` in the normal form of its kind (see docs/entities.md), if any."""

    name: str
    value: str
    normal: Any = None
    role: str | None = None
    start: int = 0

    @classmethod
    def from_rasa(cls, raw: dict[str, Any]) -> Self:
        info = raw.get("additional_info") or {}
        value, start = str(raw["value"]), int(raw.get("start") or 0)
        return cls(raw["entity"], value, info.get("value"), raw.get("role"), start)


@dataclass(frozen=True)
class Turn:
    """`intent` is the full name (`faq/invoice`), `ranking` the likeliest intents, best first.
    `id` makes a repeated turn harmless. `requests`: each clause of a message that joins several
    (查一下快递，顺便开个发票), as a turn of its own. `within`: the task in hand."""

    id: str
    text: str
    intent: str
    asker: Asker
    entities: tuple[Entity, ...] = ()
    ranking: tuple[str, ...] = ()
    confidence: float = 1.0
    requests: tuple["Turn", ...] = ()
    within: str | None = None
    metadata: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def from_tracker(cls, tracker: Tracker) -> Self:
        message = tracker.latest_message
        metadata = message.get("metadata") or {}
        customer_id = metadata.get("customer_id")
        whole = cls(
            id=str(metadata.get("turn_id") or message.get("message_id")),
            text=str(message.get("text") or ""),
            intent=_full_intent(message),
            asker=Asker(
                conversation_id=str(metadata.get("conversation_id") or tracker.sender_id),
                customer_id=int(customer_id) if customer_id is not None else None,
            ),
            entities=tuple(Entity.from_rasa(raw) for raw in message.get("entities") or []),
            ranking=tuple(str(r["name"]) for r in message.get("intent_ranking") or []),
            confidence=float((message.get("intent") or {}).get("confidence") or 0),
            metadata=metadata,
        )
        return replace(whole, requests=tuple(map(whole.part, message.get("clauses") or ())))

    @property
    def is_command(self) -> bool:
        """A button that stands for a meaning; typed text never is one (bot/channel.py)."""
        return self.text.startswith(COMMAND)

    @property
    def customer_name(self) -> str | None:
        return self.metadata.get("customer_name")

    @property
    def tier(self) -> str | None:
        return self.metadata.get("tier")

    def part(self, clause: dict[str, Any]) -> Self:
        """The turn that the clause would be by itself (bot/nlu/clauses.py)."""
        start, end = int(clause["start"]), int(clause["end"])
        inside = [e for e in self.entities if start <= e.start < end]
        return replace(
            self,
            text=self.text[start:end],
            intent=str(clause["intent"]),
            confidence=float(clause["confidence"]),
            entities=tuple(replace(e, start=e.start - start) for e in inside),
            requests=(),
        )


def _full_intent(message: dict[str, Any]) -> str:
    name = str((message.get("intent") or {}).get("name") or "")
    selected = (message.get("response_selector") or {}).get(name) or {}
    return str((selected.get("response") or {}).get("intent_response_key") or name)
