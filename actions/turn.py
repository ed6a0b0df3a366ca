"""What an action knows of the customer's message: words, meaning, and who is speaking."""

from dataclasses import dataclass, field
from typing import Any, Self

from rasa_sdk import Tracker

from backend.access.service import Asker


@dataclass(frozen=True)
class Entity:
    """`value` as typed; `normal` in the normal form of its kind (see docs/entities.md), if any."""

    name: str
    value: str
    normal: Any = None
    role: str | None = None

    @classmethod
    def from_rasa(cls, raw: dict[str, Any]) -> Self:
        info = raw.get("additional_info") or {}
        return cls(raw["entity"], str(raw["value"]), info.get("value"), raw.get("role"))


@dataclass(frozen=True)
class Turn:
    """`intent` is the full name (`faq/invoice`), `ranking` the likeliest intents, best first.
    `id` makes a repeated turn harmless."""

    id: str
    text: str
    intent: str
    asker: Asker
    entities: tuple[Entity, ...] = ()
    ranking: tuple[str, ...] = ()
    metadata: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def from_tracker(cls, tracker: Tracker) -> Self:
        message = tracker.latest_message
        metadata = message.get("metadata") or {}
        customer_id = metadata.get("customer_id")
        return cls(
            id=str(metadata.get("turn_id") or message.get("message_id")),
            text=str(message.get("text") or ""),
            intent=_full_intent(message),
            asker=Asker(
                conversation_id=str(metadata.get("conversation_id") or tracker.sender_id),
                customer_id=int(customer_id) if customer_id is not None else None,
            ),
            entities=tuple(Entity.from_rasa(raw) for raw in message.get("entities") or []),
            ranking=tuple(str(r["name"]) for r in message.get("intent_ranking") or []),
            metadata=metadata,
        )

    def first(self, name: str, role: str | None = None) -> Entity | None:
        return next(
            (e for e in self.entities if e.name == name and (role is None or e.role == role)), None
        )


def _full_intent(message: dict[str, Any]) -> str:
    name = str((message.get("intent") or {}).get("name") or "")
    selected = (message.get("response_selector") or {}).get(name) or {}
    return str((selected.get("response") or {}).get("intent_response_key") or name)
