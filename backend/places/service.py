"""Reading a place: 杭州, 杭州市, 浙江杭州, 杭州余杭区, 余杭, or a whole address."""

import re
import unicodedata

from backend.errors import YidaError
from backend.places.models import Place
from backend.places.rules import PLACES, SHORTEST

LONGEST = 20
NOISE = re.compile(r"[\s,，、。·\-/]+")


class UnknownPlace(YidaError):
    """`params["candidates"]`: the places of that name, empty when there is none."""

    code = "unknown_place"


def find_place(text: str) -> Place:
    """What follows the place (a street, a door) is left alone. Raises `UnknownPlace`."""
    rest = NOISE.sub("", unicodedata.normalize("NFKC", text))
    found: Place | None = None
    while (step := _next(rest, found)) is not None:
        found, rest = step
    if found is None:
        raise UnknownPlace(place=text, candidates=[])
    return found


def _next(rest: str, within: Place | None) -> tuple[Place, str] | None:
    """The place with the longest name that `rest` begins with, and what is left of it."""
    for length in range(min(len(rest), LONGEST), SHORTEST - 1, -1):
        named = PLACES.data.by_name.get(rest[:length], [])
        fitting = [place for place in named if within is None or place.lies_in(within)]
        if fitting:
            return _common(rest[:length], fitting, within), rest[length:]
    return None


def _common(name: str, fitting: list[Place], within: Place | None) -> Place:
    """The larger place of the name (吉林 is the province); of several alike, where they all lie."""
    largest = [place for place in fitting if place.depth == fitting[0].depth]
    if len(largest) == 1:
        return largest[0]
    provinces, cities = {each.province for each in largest}, {each.city for each in largest}
    if len(provinces) == 1:
        return Place(provinces.pop(), cities.pop() if len(cities) == 1 else None)
    if within is not None:
        return within
    raise UnknownPlace(place=name, candidates=largest)
