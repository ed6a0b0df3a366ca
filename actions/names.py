"""What tasks and meanings are called, for sentences and buttons that speak of them."""

from actions.reply import Choice
from backend.reviews.topics import titles


def name_of(intent: str) -> str:
    return titles()[intent]


def button(intent: str) -> Choice:
    """Begins what it names."""
    return Choice(name_of(intent), f"/{intent}")
