"""How a value is read from what the customer said: one reader a field."""

import re
from typing import Any

from actions.task import Reader
from actions.turn import Turn
from backend.carriers.waybills import normalize_waybill

REMEMBERED = frozenset({"waybill_no", "order_no", "ticket_no", "return_no", "phone_tail"})
"""Fields that hold for the whole conversation: said once, not asked again."""

_FOUR_DIGITS = re.compile(r"(?<!\d)\d{4}(?!\d)")


def _waybill_no(turn: Turn, asked: bool) -> str | None:
    entity = turn.first("waybill_no")
    return normalize_waybill(entity.value) if entity else None


def _phone_tail(turn: Turn, asked: bool) -> str | None:
    if entity := turn.first("phone_tail"):
        return str(entity.normal or entity.value)
    if not asked:
        return None
    if entity := turn.first("phone"):
        return re.sub(r"\D", "", entity.value)[-4:]
    found = _FOUR_DIGITS.search(turn.text)
    return found.group() if found else None


def _number(name: str) -> Reader:
    def reader(turn: Turn, asked: bool) -> str | None:
        entity = turn.first(name)
        return str(entity.normal or entity.value).upper() if entity else None

    return reader


def normal_form(name: str, role: str | None = None) -> Reader:
    """The normal form of an entity, as bot/nlu/values makes it."""

    def reader(turn: Turn, asked: bool) -> Any:
        entity = turn.first(name, role)
        return entity.normal if entity else None

    return reader


def surface_form(name: str, role: str | None = None) -> Reader:
    """An entity as it was typed."""

    def reader(turn: Turn, asked: bool) -> str | None:
        entity = turn.first(name, role)
        return entity.value if entity else None

    return reader


def words(turn: Turn, asked: bool) -> str | None:
    """Whatever was said in answer to the question."""
    return turn.text if asked else None


def confirmed(turn: Turn, asked: bool) -> bool | None:
    """Yes or no to the question that was just asked."""
    return {"affirm": True, "deny": False}.get(turn.intent) if asked else None


READERS: dict[str, Reader] = {
    "waybill_no": _waybill_no,
    "order_no": _number("order_no"),
    "ticket_no": _number("ticket_no"),
    "return_no": _number("return_no"),
    "phone_tail": _phone_tail,
    "confirmed": confirmed,
}


def read(turn: Turn, asked: str | None, own: dict[str, Reader]) -> dict[str, Any]:
    """Every value that the message holds, by field. `own` are the running task's readers."""
    found = {name: reader(turn, name == asked) for name, reader in (READERS | own).items()}
    return {name: value for name, value in found.items() if value is not None}
