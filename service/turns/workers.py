"""Which engine worker a conversation belongs to."""

import hashlib
import time
from collections.abc import Callable, Sequence

ASIDE_SECONDS = 5.0
"""A worker that failed is tried last for this long."""


class Workers:
    """Rendezvous hashing: a conversation keeps its worker while that worker answers."""

    def __init__(self, urls: Sequence[str], clock: Callable[[], float] = time.monotonic) -> None:
        self.urls = tuple(url.rstrip("/") for url in urls)
        self._clock = clock
        self._failed_at: dict[str, float] = {}

    def choose(self, conversation_id: str) -> str:
        """The first in line that did not fail just now, or the one whose failure is oldest."""
        since = self._clock() - ASIDE_SECONDS

        def rank(url: str) -> tuple[float, bytes]:
            failed_at = self._failed_at.get(url, 0.0)
            place = hashlib.sha256(f"{url} {conversation_id}".encode()).digest()
            return (failed_at if failed_at > since else 0.0, place)

        return min(self.urls, key=rank)

    def failed(self, url: str) -> None:
        self._failed_at[url] = self._clock()

    def answered(self, url: str) -> None:
        self._failed_at.pop(url, None)
