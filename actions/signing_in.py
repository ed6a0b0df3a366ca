"""Who is not signed in is offered to prove a phone by a one-time code."""

from actions.reply import Reply
from actions.task import Done

PROOF_CARD = {"kind": "verify_phone"}
"""The client shows a form for it: docs/embedding.md."""


def sign_in_first(response: str) -> Done:
    return Done((Reply(response, card=PROOF_CARD),))
