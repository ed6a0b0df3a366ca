"""Sorts of meanings, by what they do to a dialogue."""

from actions.tasks import is_query

ANSWERING = frozenset({"inform", "affirm", "deny", "nlu_fallback"})
"""What an answer to a question is understood as."""

ASIDES = frozenset(
    {
        "greet",
        "goodbye",
        "thank",
        "praise",
        "vent",
        "bot_challenge",
        "ask_capabilities",
        "ask_repeat",
        "cancel_task",
        "request_human",
    }
)
"""Never an answer, whatever was asked."""

STRAYING = frozenset({"chitchat", "out_of_scope"})
"""No answer where it is sure: what is wrong with a washing machine sounds like another trade."""

SURE = 0.8
"""Confidence from which a message means what it was understood as, whatever was asked."""


def is_faq(intent: str) -> bool:
    return intent.startswith("faq/")


def is_aside(intent: str, confidence: float) -> bool:
    """Not an answer, even where any words would do for one."""
    is_sure = confidence >= SURE
    return (
        is_faq(intent) or intent in ASIDES or ((intent in STRAYING or is_query(intent)) and is_sure)
    )
