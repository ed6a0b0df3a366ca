"""Replies that belong to no task."""

from actions.names import name_of
from actions.reply import Choice, Reply
from actions.state import Running, State
from actions.turn import Turn

LAST_MISS = 2
"""Messages not understood in a row before the one that brings a person."""

NEEDING_CONTEXT = frozenset({"affirm", "deny", "inform", "ask_repeat"})


def idle(intent: str) -> Reply:
    """The answer to a meaning that asks for nothing to be done."""
    return Reply(f"utter_{intent}_idle" if intent in NEEDING_CONTEXT else f"utter_{intent}")


def cancel(state: State) -> list[Reply]:
    """Leaves the task in hand, or drops the one that was offered again."""
    if state.running:
        state.running = None
        return [Reply("utter_task_cancelled")]
    if state.offered:
        state.suspended.clear()
        state.offered = False
        return [Reply("utter_task_cancelled")]
    return [Reply("utter_nothing_in_hand")]


def offer(suspended: Running) -> Reply:
    return Reply("utter_resume", {"task": name_of(suspended.task) or ""})


def unclear(turn: Turn, misses: int) -> Reply:
    """Two likely meanings as choices, else what the assistant can do; in the end a person."""
    if misses >= LAST_MISS:
        return Reply("utter_person_takes_over", handover=True)
    likely = [(name, intent) for intent in turn.ranking if (name := name_of(intent))][:2]
    if len(likely) < 2:
        return Reply("utter_unknown")
    (first, _), (second, _) = likely
    choices = tuple(Choice(name, f"/{intent}") for name, intent in likely if intent != "faq")
    return Reply("utter_unclear", {"first": first, "second": second}, choices=choices)
