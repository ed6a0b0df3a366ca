"""What a message may name by its shape or by a list.

三星 is a score or a brand: the tagger decides.
"""

from functools import lru_cache

from bot.nlu.finders.addresses import find_addresses
from bot.nlu.finders.goods import find_goods
from bot.nlu.finders.places import find_places
from bot.nlu.finders.shapes import find_shapes
from bot.nlu.spans import Span
from bot.nlu.text import NormalText

_OTHERS = (find_shapes, find_places, find_goods)
_HIDDEN = "\0"


@lru_cache(maxsize=4096)
def find_candidates(normal: NormalText) -> tuple[Span, ...]:
    """Every finder's spans; once; they may overlap, but nothing lies within an address."""
    addresses = list(find_addresses(normal.text))
    text = _without(normal.text, addresses)
    found = [span for find in _OTHERS for span in find(text)]
    return tuple(dict.fromkeys([*addresses, *found]))


def _without(text: str, spans: list[Span]) -> str:
    for span in spans:
        text = text[: span.start] + _HIDDEN * (span.end - span.start) + text[span.end :]
    return text
