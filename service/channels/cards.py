"""Cards put into words, for platforms that cannot draw them."""

from datetime import datetime
from string import Formatter

from pydantic import JsonValue

from backend.clock import local
from backend.conversations.models import JsonObject
from service.texts import words

EVENTS = 3
_MOMENTS = frozenset({"time", "expected_at", "created_at", "due_at"})
_LISTS = {"items": ("item", "、"), "events": ("event", "\n"), "options": ("option", "\n")}


def in_words(card: JsonObject) -> str:
    """The card's lines, without those that miss a value; empty for a card without a template."""
    template = words("cards").get(str(card.get("kind")), "")
    lines = (_line(line, card) for line in template.splitlines())
    return "\n".join(line for line in lines if line)


def _line(template: str, values: JsonObject) -> str:
    names = [name for _, name, _, _ in Formatter().parse(template) if name]
    shown = {name: _shown(name, values.get(name)) for name in names}
    return template.format(**shown) if all(shown.values()) else ""


def _shown(name: str, value: JsonValue) -> str:
    if value is None:
        return ""
    if name in _LISTS and isinstance(value, list):
        each, between = _LISTS[name]
        rows = [row for row in value[:EVENTS] if isinstance(row, dict)]
        return between.join(filter(None, (_line(words("cards")[each], row) for row in rows)))
    if name.endswith("_fen") and isinstance(value, int):
        return f"¥{value / 100:.2f}"
    if name in _MOMENTS and isinstance(value, str):
        moment = local(datetime.fromisoformat(value))
        return f"{moment.month}月{moment.day}日 {moment:%H:%M}"
    return str(value)
