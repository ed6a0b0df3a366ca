"""What was said with people while the bot was silent: it goes with the next message, understood.

Kept in that message's metadata, it is part of the tracker, and a repeated turn adds nothing.
"""

from collections.abc import Iterable
from typing import Any, Protocol

SINCE = "since"
LONGEST = 1000
"""A message of 9,000 characters stalls every conversation of the worker for seconds."""
LAST = 20


class Understanding(Protocol):
    async def parse_message(self, message_data: str) -> dict[str, Any]: ...


def typed(text: str) -> str:
    """Typed text never is a command, even with a leading slash."""
    text = text.strip()[:LONGEST]
    return "／" + text[1:] if text.startswith("/") else text


async def understood(agent: Understanding, since: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The customer's words with their entities, the agent's as they are."""
    heard = []
    for said in list(since)[-LAST:]:
        text = typed(str(said.get("text") or ""))
        from_customer = said.get("author") == "customer" and text
        parsed = await agent.parse_message(text) if from_customer else {}
        entities = parsed.get("entities") or []
        heard.append({"author": str(said.get("author")), "text": text, "entities": entities})
    return heard
