"""Readers for what a customer said beyond the fields that every task knows."""

from actions.names import name_of
from actions.task import Reader, Values
from actions.turn import Turn

COMMAND = "/"
"""How the words of a button begin that stands for a meaning."""


def opening(intent: str) -> Reader:
    """The words that began the task, for the record of what was wanted."""

    def reader(turn: Turn, asked: bool) -> str | None:
        is_typed = turn.intent == intent and not turn.text.startswith(COMMAND)
        return turn.text if is_typed else None

    return reader


def wanted(intent: str, values: Values) -> str:
    """The words that began the task, or its name where it was begun by a button."""
    return str(values.get("opening") or name_of(intent))


def latest(entity: str) -> Reader:
    """The last one said, for in 从A改到B and 不是A，是B it is the last that is meant."""

    def reader(turn: Turn, asked: bool) -> str | None:
        said = [each for each in turn.entities if each.name == entity]
        return str(said[-1].normal or said[-1].value) if said else None

    return reader


def agreed(turn: Turn, values: Values, field: str) -> bool | None:
    """Yes or no in this very message: an earlier yes was to other values, and a no that brings a
    value (不对，是明天) corrects."""
    if turn.intent not in ("affirm", "deny") or (turn.intent == "deny" and turn.entities):
        return None
    answer = values.get(field)
    return None if answer is None else bool(answer)
