"""Readers for what a customer said beyond the fields that every task knows."""

from actions.meant import meant
from actions.names import name_of
from actions.task import OPENING, Reader, Values
from actions.turn import Turn


def opening(intent: str) -> Reader:
    """The words that began the task, for the record of what was wanted."""

    def reader(turn: Turn, asked: bool) -> str | None:
        is_typed = turn.intent == intent and not turn.is_command
        return turn.text if is_typed else None

    return reader


def wanted(intent: str, values: Values) -> str:
    """The words that began the task, or its name where it was begun by a button."""
    return str(values.get(OPENING) or name_of(intent))


def value_of(name: str) -> Reader:
    """The normal form of an entity where there is one, else as it was typed."""

    def reader(turn: Turn, asked: bool) -> str | None:
        entity = meant(turn, name)
        return str(entity.normal or entity.value) if entity else None

    return reader


def agreed(turn: Turn, values: Values, field: str) -> bool | None:
    """Yes or no in this very message: an earlier one was to other values."""
    answer = values.get(field)
    return None if answer is None or turn.entities else bool(answer)
