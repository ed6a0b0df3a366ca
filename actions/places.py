"""Places in what the customer said."""

from actions.choices import choice
from actions.meant import all_meant
from actions.reply import Reply
from actions.task import Ask, Reader
from actions.turn import Entity, Turn
from backend.places.service import UnknownPlace


def place_name(entity: Entity) -> str:
    """With the province and city it lies in, so that no other of its name is meant."""
    if not isinstance(entity.normal, dict):
        return entity.value
    parts = (entity.normal.get(key) for key in ("province", "city", "name"))
    return "".join(dict.fromkeys(part for part in parts if part))


def place(*roles: str | None) -> Reader:
    """The last place named in one of the roles (None: in no role); any, once it is asked for."""

    def reader(turn: Turn, asked: bool) -> str | None:
        named = [e for e in all_meant(turn, "city") if asked or e.role in roles]
        return place_name(named[-1]) if named else None

    return reader


def ask_again(field: str, unknown: UnknownPlace, *forget: str) -> Ask:
    """Which one of several of the name; or another name for one that nobody knows."""
    candidates = unknown.params["candidates"]
    assert isinstance(candidates, list)  # noqa: S101 - as UnknownPlace says
    which = tuple(choice(str(each), "city", str(each)) for each in candidates)
    response = "utter_places_several" if which else "utter_places_unknown"
    said = Reply(response, {"place": unknown.params["place"]})
    return Ask(field, (said,), forget=(field, *forget), choices=which)
