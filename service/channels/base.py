"""What a channel is: a way to push a message to a customer.

To add one, copy the folder `webhook/` and name the channel in `app.py`. The web is none: its
customers read the log by `seq`, and the hub only wakes them.
"""

from typing import Protocol

from backend.conversations.models import Message


class TransportError(Exception):
    """`permanent`: the platform will never take this message, so do not try again."""

    def __init__(self, message: str, *, permanent: bool) -> None:
        super().__init__(message)
        self.permanent = permanent


class Channel(Protocol):
    async def deliver(self, user: str, message: Message) -> None:
        """Hand the message to the platform. Raises TransportError."""
        ...
