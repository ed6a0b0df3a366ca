"""What a message does to the dialogue: begins a task, answers, digresses, breaks off."""

from enum import StrEnum, auto
from typing import Any

from actions.meanings import ANSWERING, QUERIES, is_faq
from actions.meant import meant
from actions.state import Running, State
from actions.task import Task
from actions.tasks import TASKS
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
BY_NUMBER = {
    "waybill_no": "track_shipment",
    "order_no": "query_order",
    "ticket_no": "query_ticket",
    "return_no": "query_return",
}
"""A number that comes by itself asks for the state of what it names."""

REPEATABLE = QUERIES | {"reschedule_delivery"}
"""What may be done once more with another value: 那上海呢, 不对，是后天."""

BARE_SHARE = 0.6
"""A message that is for the most part the value asked for is an answer, whatever else it says."""


def move_of(turn: Turn, state: State, said: dict[str, Any]) -> Move:
    if turn.intent == "cancel_task":
        return Move.CANCEL
    if turn.intent == "vent" and not said:
        return Move.VENT
    if state.running:
        return _in_task(turn, state.running, TASKS[state.running.task], said)
    return _at_rest(turn, state, said)


def begun_by(turn: Turn) -> str | None:
    """The task that the message begins, if any."""
    if turn.intent in TASKS:
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
    if said and pattern("correction").search(turn.text):
        return Move.ANSWER
    if turn.intent in TASKS and turn.intent != running.task:
        return Move.BEGIN
    is_answer = turn.intent in ANSWERING or turn.intent == running.task or bool(said)
    return Move.ANSWER if is_answer and not is_faq(turn.intent) else Move.DIGRESS


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


def _takes_back(turn: Turn, running: Running) -> bool:
    """不要了，太贵 is about what is in hand, though by itself it would cancel an order."""
    is_other = turn.intent == "cancel_order" != running.task and not turn.entities
    return is_other and not turn.is_command and not pattern("cancellable").search(turn.text)


def _is_bare(turn: Turn) -> bool:
    covered = sum(len(entity.value) for entity in turn.entities)
    return turn.intent in ANSWERING or covered >= BARE_SHARE * len(turn.text)


def _is_told(turn: Turn, running: Running, task: Task) -> bool:
    """In the customer's own words, which may sound like another matter: to 经您同意吗 somebody
    answers 没打电话就放了, which by itself would be a complaint."""
    return running.asked in task.fields and turn.intent not in QUERIES
