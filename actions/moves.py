"""What a message does to the dialogue: begins a task, answers, digresses, breaks off."""

from enum import StrEnum, auto
from typing import Any

from actions.fields import words
from actions.state import Running, State
from actions.task import Task
from actions.tasks import REPEATABLE, TASKS
from actions.turn import Turn


class Move(StrEnum):
    BEGIN = auto()
    ANSWER = auto()
    DIGRESS = auto()
    REPEAT = auto()
    CANCEL = auto()
    RESUME = auto()
    AGAIN = auto()
    """The last task once more, with another value: 那上海呢."""
    UNCLEAR = auto()
    IDLE = auto()


ANSWERING = frozenset({"inform", "affirm", "deny", "nlu_fallback"})
ALWAYS_BEGINS = frozenset({"request_human"})
BY_NUMBER = {
    "waybill_no": "track_shipment",
    "order_no": "query_order",
    "ticket_no": "query_ticket",
    "return_no": "query_return",
}
"""A number that comes by itself asks for the state of what it names."""

BARE_SHARE = 0.6
"""A message that is for the most part the value asked for is an answer, whatever else it says."""


def move_of(turn: Turn, state: State, said: dict[str, Any]) -> Move:
    if turn.intent == "cancel_task":
        return Move.CANCEL
    if state.running:
        return _in_task(turn, state.running, TASKS[state.running.task], said)
    return _at_rest(turn, state, said)


def begun_by(turn: Turn) -> str | None:
    """The task that the message begins, if any."""
    if turn.intent in TASKS:
        return turn.intent
    if turn.intent in ("inform", "nlu_fallback"):
        return next((task for name, task in BY_NUMBER.items() if turn.first(name)), None)
    return None


def _in_task(turn: Turn, running: Running, task: Task, said: dict[str, Any]) -> Move:
    if turn.intent in ALWAYS_BEGINS:
        return Move.BEGIN
    if turn.intent == "ask_repeat":
        return Move.REPEAT
    answered = running.asked in said
    if answered and _is_bare(turn):
        return Move.ANSWER
    if running.asked and task.fields.get(running.asked) is words and not _digresses(turn):
        return Move.ANSWER
    if turn.intent in TASKS and turn.intent != running.task:
        return Move.BEGIN
    if turn.intent in ANSWERING or turn.intent == running.task or said:
        return Move.ANSWER
    return Move.DIGRESS


def _at_rest(turn: Turn, state: State, said: dict[str, Any]) -> Move:
    if state.offered and turn.intent in ("affirm", "deny"):
        return Move.RESUME if turn.intent == "affirm" else Move.CANCEL
    if turn.intent in TASKS:
        return Move.BEGIN
    if turn.intent == "inform" and said and state.last and state.last.task in REPEATABLE:
        return Move.AGAIN
    if begun_by(turn):
        return Move.BEGIN
    if turn.intent == "nlu_fallback":
        return Move.UNCLEAR
    return Move.IDLE


def _is_bare(turn: Turn) -> bool:
    covered = sum(len(entity.value) for entity in turn.entities)
    return turn.intent in ANSWERING or covered >= BARE_SHARE * len(turn.text)


def _digresses(turn: Turn) -> bool:
    return turn.intent.startswith("faq/")
