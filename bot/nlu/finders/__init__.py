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

_FINDERS = (find_shapes, find_places, find_addresses, find_goods)


@lru_cache(maxsize=4096)
def find_candidates(normal: NormalText) -> tuple[Span, ...]:
    """Every finder's spans; once; they may overlap."""
    return tuple(dict.fromkeys(span for find in _FINDERS for span in find(normal.text)))
