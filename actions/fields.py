"""How a value is read from what the customer said: one reader a field."""

import re
from typing import Any

from actions.meanings import ANSWERING, SURE, is_aside
from actions.meant import meant
from actions.task import Reader
from actions.turn import Turn
from actions.wording import pattern
from backend.carriers.waybills import normalize_waybill

NUMBERS = frozenset({"waybill_no", "order_no", "ticket_no", "return_no", "phone_tail"})

REMEMBERED = NUMBERS | {"origin", "destination", "weight_g"}
"""Fields that hold for the whole conversation: said once, not asked again."""

BARE_SHARE = 0.6
"""A message that is for the most part the value asked for is an answer, whatever else it says."""

TELLING = NUMBERS | {"time", "phone", "address", "weight", "amount"}
"""Entities that never are goods, reasons or names."""

_FOUR_DIGITS = re.compile(r"(?<!\d)\d{4}(?!\d)")
_BESIDE = re.compile(r"\W*(\d{4})\W*")


def _waybill_no(turn: Turn, asked: bool) -> str | None:
    entity = meant(turn, "waybill_no")
    return normalize_waybill(entity.value) if entity else None


def _phone_tail(turn: Turn, asked: bool) -> str | None:
    entity = meant(turn, "phone_tail")
    if entity and _FOUR_DIGITS.fullmatch(str(entity.normal or entity.value)):
        return str(entity.normal or entity.value)
    if not asked:
        return _beside_the_waybill(turn)
    if entity := meant(turn, "phone"):
        return re.sub(r"\D", "", entity.value)[-4:]
    found = _FOUR_DIGITS.search(turn.text)
    return found.group() if found else None


def _beside_the_waybill(turn: Turn) -> str | None:
    """Four digits and nothing else but the number: SF1234567890123 1234."""
    entity = meant(turn, "waybill_no")
    found = _BESIDE.fullmatch(turn.text.replace(entity.value, " ")) if entity else None
    return found[1] if found else None


def _number(name: str) -> Reader:
    def reader(turn: Turn, asked: bool) -> str | None:
        entity = meant(turn, name)
        return str(entity.normal or entity.value).upper() if entity else None

    return reader


def normal_form(name: str, role: str | None = None) -> Reader:
    """The normal form of an entity, as bot/nlu/values makes it."""

    def reader(turn: Turn, asked: bool) -> Any:
        entity = meant(turn, name, role)
        return entity.normal if entity else None

    return reader


def surface_form(name: str, role: str | None = None) -> Reader:
    """An entity as it was typed."""

    def reader(turn: Turn, asked: bool) -> str | None:
        entity = meant(turn, name, role)
        return entity.value if entity else None

    return reader


def any_words(turn: Turn, asked: bool) -> str | None:
    """Whatever was said in answer to the question."""
    if not asked or is_aside(turn.intent, turn.confidence):
        return None
    return None if turn.is_command and turn.intent not in ANSWERING else turn.text


def words(turn: Turn, asked: bool) -> str | None:
    """As `any_words`, but for another request (先给我开张发票) and for a value of another field."""
    is_yes_or_no = turn.intent in ("affirm", "deny") and turn.confidence >= SURE
    if is_yes_or_no or _is_a_value(turn):
        return None
    is_elsewhere = turn.intent not in ANSWERING | {turn.within} and turn.confidence >= SURE
    if is_elsewhere and pattern("request").search(turn.text):
        return None
    return any_words(turn, asked)


def _is_a_value(turn: Turn) -> bool:
    """Hardly more than a time, a number or an address, given or put right: 不对，是后天下午."""
    lead = pattern("correction").match(turn.text)
    length = len(turn.text) - (lead.end() if lead else 0)
    covered = sum(len(each.value) for each in turn.entities if each.name in TELLING)
    return covered >= max(BARE_SHARE * length, 1)


def confirmed(turn: Turn, asked: bool) -> bool | None:
    """A bare yes or no to the question that was just asked: one that brings a value (不对，是明天)
    corrects instead."""
    if not asked or turn.entities:
        return None
    is_said = True if pattern("agreed").fullmatch(turn.text) else None
    return {"affirm": True, "deny": False}.get(turn.intent, is_said)


def confirming(intent: str) -> Reader:
    """As `confirmed`; the wish said again (取消！) is a yes too."""

    def reader(turn: Turn, asked: bool) -> bool | None:
        is_repeated = asked and turn.intent == intent and not turn.entities
        return True if is_repeated else confirmed(turn, asked)

    return reader


READERS: dict[str, Reader] = {
    "waybill_no": _waybill_no,
    "order_no": _number("order_no"),
    "ticket_no": _number("ticket_no"),
    "return_no": _number("return_no"),
    "phone_tail": _phone_tail,
}


def read(turn: Turn, asked: str | None, own: dict[str, Reader]) -> dict[str, Any]:
    """Every value that the message holds, by field. `own` are the running task's readers."""
    found = {name: reader(turn, name == asked) for name, reader in (READERS | own).items()}
    return {name: value for name, value in found.items() if value is not None}
