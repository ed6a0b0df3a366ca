"""What tasks and meanings are called, for sentences that speak of them."""

from backend.reviews.topics import titles


def name_of(intent: str) -> str:
    return titles()[intent]
