"""Replies that belong to no task."""

from actions.meanings import is_faq
from actions.names import button, name_of
from actions.reply import Choice, Reply
from actions.state import Running, State
from actions.tasks import tasks
from actions.turn import Turn
from actions.wording import follow_ups

LAST_MISS = 2
"""Messages not understood in a row before the one that brings a person."""

LAST_VENT = 1
"""Likewise messages of mere anger."""

FAQ = "faq"
"""Stands for all of them in a ranking, so there is no button for it."""

NEEDING_CONTEXT = frozenset({"affirm", "deny", "inform", "ask_repeat"})

USELESS = frozenset({"out_of_scope", "inform"})
"""With no task in hand nobody is helped by the answer to these: they count as not understood, for
the customer may have meant something else."""


def greet(turn: Turn, state: State) -> Reply:
    before, state.greeted = state.greeted, True
    if before:
        return Reply("utter_greet_again")
    if turn.customer_name:
        return Reply(f"utter_greet_tier_{turn.tier}", {"name": turn.customer_name})
    return Reply("utter_greet")


def idle(turn: Turn, misses: int = 0) -> Reply:
    """The answer to a meaning that asks for nothing to be done. Who was not helped before either is
    offered a person, and then gets one."""
    if misses > LAST_MISS:
        return Reply("utter_person_takes_over", handover=True)
    if is_faq(turn.intent):
        choices = tuple(Choice(*pair) for pair in follow_ups(turn.intent))
        return Reply(f"utter_{turn.intent}", choices=choices)
    person = (button("request_human"),) if misses > 1 else ()
    if turn.intent in NEEDING_CONTEXT:
        return Reply(f"utter_{turn.intent}_idle", choices=person)
    known = "unknown" if turn.intent == "nlu_fallback" else turn.intent
    return Reply(f"utter_{known}", choices=person)


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
    if state.running:
        return Reply("utter_regret")
    return Reply("utter_vent_known" if state.known or state.done else "utter_vent")


def offer(suspended: Running) -> Reply:
    return Reply("utter_resume", {"task": name_of(suspended.task)})


def unclear(turn: Turn, misses: int) -> Reply:
    """Two likely meanings as choices, else what the assistant can do; in the end a person."""
    if misses > LAST_MISS:
        return Reply("utter_person_takes_over", handover=True)
    likely = [intent for intent in turn.ranking if intent == FAQ or intent in tasks()][:2]
    if len(likely) < 2:
        return Reply("utter_unknown")
    first, second = map(name_of, likely)
    choices = tuple(button(intent) for intent in likely if intent != FAQ)
    return Reply("utter_unclear", {"first": first, "second": second}, choices=choices)
