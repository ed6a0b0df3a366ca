"""What a person who takes over is told of the conversation so far."""

from typing import Any

from actions.fields import NUMBERS
from actions.names import name_of
from actions.state import State
from actions.wording import name_of_field

Summary = dict[str, Any]

ASKING = "request_human"


def summary(state: State) -> Summary:
    """`asked`: what is wanted now; `tried`: what was done; `missing`: what was asked in vain."""
    subject = state.running or (state.suspended[-1] if state.suspended else None) or state.last
    missing = subject.asked if subject and subject is not state.last else None
    tried = [name_of(task) for task in state.done if task != ASKING]
    return {
        "asked": name_of(subject.task) if subject else "",
        "tried": tried,
        "missing": [name_of_field(missing)] if missing else [],
        "values": {
            name_of_field(name): str(value)
            for name, value in state.known.items()
            if name in NUMBERS
        },
        "upset": state.upset,
    }
