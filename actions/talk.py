"""Replies that belong to no task."""

from actions.meanings import is_faq
from actions.names import name_of
from actions.reply import Choice, Reply
from actions.state import Running, State
from actions.turn import Turn
from actions.wording import follow_ups

LAST_MISS = 2
"""Messages not understood in a row before the one that brings a person."""

LAST_VENT = 1
"""Likewise messages of mere anger."""

NEEDING_CONTEXT = frozenset({"affirm", "deny", "inform", "ask_repeat"})


def idle(turn: Turn) -> Reply:
    """The answer to a meaning that asks for nothing to be done."""
    if turn.intent in NEEDING_CONTEXT:
        return Reply(f"utter_{turn.intent}_idle")
    if turn.intent == "greet" and turn.customer_name:
        return Reply(f"utter_greet_tier_{turn.tier}", {"name": turn.customer_name})
    if is_faq(turn.intent):
        choices = tuple(Choice(*pair) for pair in follow_ups(turn.intent))
        return Reply(f"utter_{turn.intent}", choices=choices)
    return Reply("utter_unknown" if turn.intent == "nlu_fallback" else f"utter_{turn.intent}")


def cancel(state: State) -> list[Reply]:
    """Leaves the task in hand, or drops the one that was offered again."""
    state.waiting.clear()
    if state.running:
        state.running = None
        return [Reply("utter_task_cancelled")]
    if state.offered:
        state.suspended.clear()
        state.offered = False
        return [Reply("utter_task_cancelled")]
    return [Reply("utter_nothing_in_hand")]


def vent(state: State) -> Reply:
    """Regret, not a menu; who goes on being angry speaks to a person."""
    state.upset = True
    if state.vents > LAST_VENT:
        return Reply("utter_vent_person", handover=True)
    return Reply("utter_regret" if state.running else "utter_vent")


def offer(suspended: Running) -> Reply:
    return Reply("utter_resume", {"task": name_of(suspended.task) or ""})


def unclear(turn: Turn, misses: int) -> Reply:
    """Two likely meanings as choices, else what the assistant can do; in the end a person."""
    if misses > LAST_MISS:
        return Reply("utter_person_takes_over", handover=True)
    likely = [(name, intent) for intent in turn.ranking if (name := name_of(intent))][:2]
    if len(likely) < 2:
        return Reply("utter_unknown")
    (first, _), (second, _) = likely
    choices = tuple(Choice(name, f"/{intent}") for name, intent in likely if intent != "faq")
    return Reply("utter_unclear", {"first": first, "second": second}, choices=choices)
