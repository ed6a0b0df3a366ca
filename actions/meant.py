"""Which of several values of a kind is meant."""

from actions.turn import Entity, Turn
from actions.wording import pattern


def all_meant(turn: Turn, name: str) -> list[Entity]:
    """Without those that are denied (不是15号，是16号), unless all of them are."""
    said = [entity for entity in turn.entities if entity.name == name]
    denied = pattern("denied")
    return [e for e in said if not denied.search(turn.text[: e.start])] or said


def meant(turn: Turn, name: str, role: str | None = None) -> Entity | None:
    """The last one said, for in 从A改到B it is the last that counts."""
    fitting = [e for e in all_meant(turn, name) if role is None or e.role == role]
    return fitting[-1] if fitting else None
