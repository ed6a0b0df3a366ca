"""Several requests in one message: where it joins them, so that each can be understood alone."""

import re
from functools import lru_cache
from itertools import pairwise

import yaml

from bot.nlu.numbers import LEXICON

SHORTEST = 4
"""Characters of a clause that can be a request."""


@lru_cache(maxsize=1)
def _joint() -> re.Pattern[str]:
    joints = yaml.safe_load((LEXICON / "joints.yml").read_text("utf-8"))
    return re.compile(f"[，,。;；!！?？\\s]*(?={'|'.join(joints)})")


def clauses(text: str) -> list[tuple[int, int]]:
    """The spans between words that join requests; empty for a message that joins none."""
    cuts = [found.start() for found in _joint().finditer(text)]
    bounds = sorted({0, *cuts, len(text)})
    spans = [(a, b) for a, b in pairwise(bounds) if b - a >= SHORTEST]
    return spans if len(spans) > 1 else []
