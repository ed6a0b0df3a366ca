"""What the customer told a person meanwhile, so that it is not asked for again."""

from dataclasses import replace
from typing import Any

from actions.fields import REMEMBERED, read
from actions.turn import Entity, Turn


def heard(turn: Turn) -> dict[str, Any]:
    """Values that hold for the whole conversation, the last ones said."""
    known: dict[str, Any] = {}
    for said in turn.metadata.get("since") or ():
        entities = tuple(Entity.from_rasa(raw) for raw in said["entities"])
        part = replace(turn, text=said["text"], intent="inform", entities=entities, requests=())
        known |= {name: value for name, value in read(part, None, {}).items() if name in REMEMBERED}
    return known
