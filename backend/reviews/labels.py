"""The intents and entities that a label may name: the engine's, with their names for staff."""

from functools import cache

from backend.errors import InvalidInput
from backend.reviews.models import Span
from backend.reviews.topics import FAQ, titles
from backend.rules.table import Row, Table

NO_LABELS = frozenset({"faq", "nlu_fallback"})
"""What the engine answers to, but no message means: an FAQ is labelled by its full name."""


class EntityRow(Row):
    title: str
    roles: tuple[str, ...] = ()
    private: bool = False


class LabelTable(Row):
    faq: str
    entities: dict[str, EntityRow]


LABELS = Table("reviews/labels.yml", LabelTable)


@cache
def intents() -> dict[str, str]:
    """What a message may mean, with its name for staff."""
    shown = {True: LABELS.data.faq, False: "{title}"}
    return {
        intent: shown[intent.startswith(FAQ)].format(title=title)
        for intent, title in titles().items()
        if intent not in NO_LABELS
    }


def check(text: str, intent: str, spans: list[Span]) -> list[Span]:
    """The spans from left to right. Raises `InvalidInput` for a name that is not known, a role that
    the entity has not, or spans that leave the text, overlap or begin or end with a blank."""
    if intent not in intents():
        raise InvalidInput("unknown intent", field="intent")
    ordered = sorted(spans, key=lambda span: span["start"])
    at = 0
    for span in ordered:
        marked = text[span["start"] : span["end"]]
        if not at <= span["start"] < span["end"] <= len(text) or marked != marked.strip():
            raise InvalidInput("a span that is none", field="entities")
        entity = LABELS.data.entities.get(span["entity"])
        role = span.get("role")
        if entity is None or (role is not None and role not in entity.roles):
            raise InvalidInput("unknown entity or role", field="entities")
        at = span["end"]
    return ordered
