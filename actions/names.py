"""What tasks and meanings are called, for sentences that speak of them."""

from actions.wording import phrase
from backend.reviews.labels import LABELS


def name_of(intent: str) -> str | None:
    """None for what is no task: nobody is offered a greeting."""
    return phrase("faq") if intent == "faq" else LABELS.data.tasks.get(intent)
