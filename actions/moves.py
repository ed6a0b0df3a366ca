"""What a message does to the dialogue: begins a task, answers, digresses, breaks off."""

from dataclasses import replace
from enum import StrEnum, auto
from typing import Any

from actions.fields import BARE_SHARE, NUMBERS
from actions.meanings import ANSWERING, STRAYING, SURE, is_faq
from actions.meant import meant
from actions.state import Running, State
from actions.task import Task
from actions.tasks import is_query, tasks
from actions.turn import Turn
from actions.wording import pattern


class Move(StrEnum):
    BEGIN = auto()
    ANSWER = auto()
    DIGRESS = auto()
    REPEAT = auto()
    CANCEL = auto()
    RESUME = auto()
    AGAIN = auto()
    """The last task once more, with another value: 那上海呢."""
    VENT = auto()
    UNCLEAR = auto()
    IDLE = auto()


ALWAYS_BEGINS = frozenset({"request_human"})
AFTER = {("ask_price", "ask_delivery_time"): "ask_transit_time"}
"""What a message means right after a task, if it names no parcel: once a route is priced, 几天能到
asks about that route."""

BY_NUMBER = {
    "waybill_no": "track_shipment",
    "order_no": "query_order",
    "ticket_no": "query_ticket",
    "return_no": "query_return",
}
"""A number that comes by itself asks for the state of what it names."""

CONFIRMED = "_confirmed"
"""Ends the name of a field that is the yes to a task's terms."""

REPEATABLE = frozenset({"reschedule_delivery", "request_invoice"})
"""What may be done once more with another value (不对，是后天), as any query may (那上海呢)."""


def in_light_of(turn: Turn, state: State) -> Turn:
    """The message with what it means after the task that was done last."""
    if state.running or state.last is None or any(meant(turn, name) for name in NUMBERS):
        return turn
    return replace(turn, intent=AFTER.get((state.last.task, turn.intent), turn.intent))


def move_of(turn: Turn, state: State, said: dict[str, Any]) -> Move:
    if turn.intent == "cancel_task":
        return Move.CANCEL
    if turn.intent == "vent" and not said:
        return Move.VENT
    if state.running:
        return _in_task(turn, state.running, tasks()[state.running.task], said)
    return _at_rest(turn, state, said)


def begun_by(turn: Turn) -> str | None:
    """The task that the message begins, if any."""
    if turn.intent in tasks():
        return turn.intent
    if turn.intent in ("inform", "nlu_fallback"):
        return next((task for name, task in BY_NUMBER.items() if meant(turn, name)), None)
    return None


def _in_task(turn: Turn, running: Running, task: Task, said: dict[str, Any]) -> Move:
    if turn.intent in ALWAYS_BEGINS:
        return Move.BEGIN
    if _takes_back(turn, running) and all(value == turn.text for value in said.values()):
        return Move.CANCEL
    if turn.intent == "ask_repeat":
        return Move.REPEAT
    if running.asked in said and (_is_bare(turn) or _is_told(turn, running, task)):
        return Move.ANSWER
    if said and (pattern("correction").search(turn.text) or _puts_right(turn, running, said)):
        return Move.ANSWER
    if pattern("unknowing").search(turn.text) or _asks_the_fee(turn, running):
        return Move.ANSWER
    if turn.intent in tasks() and turn.intent != running.task:
        return Move.BEGIN
    is_vague = turn.intent in STRAYING and turn.confidence < SURE
    is_answer = is_vague or turn.intent in ANSWERING | {running.task} or bool(said)
    return Move.ANSWER if is_answer and not is_faq(turn.intent) else Move.DIGRESS


def _at_rest(turn: Turn, state: State, said: dict[str, Any]) -> Move:
    if state.offered and turn.intent in ("affirm", "deny"):
        return Move.RESUME if turn.intent == "affirm" else Move.CANCEL
    if said and state.last and _says_more(turn, state.last):
        return Move.AGAIN
    if turn.intent in tasks():
        return Move.BEGIN
    if begun_by(turn):
        return Move.BEGIN
    if turn.intent == "nlu_fallback":
        return Move.UNCLEAR
    return Move.IDLE


def _says_more(turn: Turn, last: Running) -> bool:
    """Of the last task: another value, whether or not it names the task (发票税号写错了，是…)."""
    if turn.intent == last.task in REPEATABLE:
        return not turn.is_command and bool(pattern("mistaken").search(turn.text))
    return turn.intent == "inform" and (last.task in REPEATABLE or is_query(last.task))


def _takes_back(turn: Turn, running: Running) -> bool:
    """不要了，太贵 and 算了，不拦了 are about what is in hand, though by themselves they would
    cancel an order or withdraw what was filed."""
    if turn.intent == running.task or turn.entities or turn.is_command:
        return False
    if turn.intent == "withdraw_request":
        return bool(pattern("instead").search(turn.text))
    return turn.intent == "cancel_order" and not pattern("cancellable").search(turn.text)


def _puts_right(turn: Turn, running: Running, said: dict[str, Any]) -> bool:
    """电话打错了，是13900001234: a value given before, not that of a parcel on its way."""
    is_other = any(running.values.get(name) not in (None, said[name]) for name in said)
    return is_other and bool(pattern("mistaken").search(turn.text))


def _asks_the_fee(turn: Turn, running: Running) -> bool:
    """多少钱, before a yes: the terms are told once more."""
    is_bare = turn.intent == "ask_price" and not turn.entities
    return is_bare and (running.asked or "").endswith(CONFIRMED)


def _is_bare(turn: Turn) -> bool:
    covered = sum(len(entity.value) for entity in turn.entities)
    return turn.intent in ANSWERING or covered >= BARE_SHARE * len(turn.text)


def _is_told(turn: Turn, running: Running, task: Task) -> bool:
    """In the customer's own words, which may sound like another matter: to 经您同意吗 somebody
    answers 没打电话就放了, which by itself would be a complaint."""
    return running.asked in task.fields and not is_query(turn.intent)
