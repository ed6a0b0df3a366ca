"""Who is not signed in is offered to prove a phone by a one-time code; then the task goes on."""

import json

from actions.names import button
from actions.reply import Choice
from actions.state import Running
from actions.task import Ask
from actions.wording import phrase
from backend.conversations.proving import PROOF

IDENTITY = "identity"
"""The field of what only a proof can give."""

PROOF_CARD = {"kind": PROOF}
"""The client shows a form for it: docs/embedding.md."""

SIGN_IN = Ask(IDENTITY)


def ways_on(running: Running) -> tuple[Choice, ...]:
    """To go on once the proof is there, which the service does by itself; or to a person.

    The numbers named come along: the conversation may have joined another one meanwhile.
    """
    numbers = {name: value for name, value in running.values.items() if name.endswith("_no")}
    told = json.dumps({k: v for k, v in numbers.items() if isinstance(v, str)}, ensure_ascii=False)
    return (
        Choice(phrase("proved"), f"/{running.task}{told}"),
        button("request_human"),
    )
