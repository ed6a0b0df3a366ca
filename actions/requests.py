"""Several requests in one message: the first is taken up, the others wait for it to be done."""

from actions.fields import read
from actions.meanings import SURE
from actions.state import Running, State
from actions.tasks import tasks
from actions.turn import Turn


def take_apart(turn: Turn, state: State) -> Turn:
    """The message, or its first request where it holds several; `state` keeps the others.

    Only what is surely a task of its own counts: 帮我催一下，再帮我看看到哪了 has two, 查一下快递，
    再帮我解释解释 one.
    """
    wishes = [each for each in turn.requests if each.intent in tasks() and each.confidence >= SURE]
    if len({each.intent for each in wishes}) < 2:
        return turn
    first, *others = wishes
    state.waiting += [
        Running(each.intent, values=read(each, None, tasks()[each.intent].fields))
        for each in others
        if each.intent != first.intent
    ]
    return first
