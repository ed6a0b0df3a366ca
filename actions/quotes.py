"""Before sending: what it costs and how long it takes."""

import re
from typing import Any, ClassVar, Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from actions.meant import all_meant
from actions.places import ask_again, place, place_name
from actions.reply import Reply
from actions.task import Done, Outcome, Reader, Task, Values
from actions.turn import Turn
from actions.wording import days, phrase, yuan
from backend.places.models import Place
from backend.places.service import UnknownPlace, find_place
from backend.quotes.service import Offer, Quote, Size, quote, transit

NUMBER = re.compile(r"\d+(?:\.\d+)?")
SIZE = re.compile(r"(\d+)\D{0,3}[xX×*乘]\D{0,3}(\d+)\D{0,3}[xX×*乘]\D{0,3}(\d+)")
GRAMS = 1000


def _weight_g(turn: Turn, asked: bool) -> int | None:
    """A bare number in answer to the question is in kilograms."""
    weights = [e for e in all_meant(turn, "weight") if e.normal]
    if weights:
        return int(weights[-1].normal["grams"])
    found = NUMBER.search(turn.text) if asked else None
    return round(float(found.group()) * GRAMS) if found else None


def _size_cm(turn: Turn, asked: bool) -> list[int] | None:
    found = SIZE.search(turn.text)
    return [int(length) for length in found.groups()] if found else None


def _ends(turn: Turn, asked: bool) -> list[str] | None:
    """The places named, in order, unless their roles tell them apart."""
    named = all_meant(turn, "city")
    is_told = len(named) > 1 and {e.role for e in named} >= {"from", "to"}
    if is_told or (len(named) == 1 and named[0].role):
        return None
    return [place_name(e) for e in named] or None


ROUTE: dict[str, Reader] = {
    "origin": place("from"),
    "destination": place("to"),
    "ends": _ends,
}


class RouteTask(Task, Protocol):
    """Two places that nothing tells apart are the origin and the destination (上海北京运费), one
    alone is the destination (那上海呢), unless it was asked for as the origin."""

    fields: ClassVar[dict[str, Reader]] = ROUTE

    def take(self, values: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
        ends = said.get("ends", [])
        said = {name: value for name, value in said.items() if name != "ends"}
        if len(ends) > 1:
            said |= {"origin": ends[0], "destination": ends[-1]}
        elif ends and ends[0] != said.get("origin"):
            said.setdefault("destination", ends[0])
        return values | said


def _route(values: Values) -> tuple[Place, Place] | Outcome:
    """Origin and destination."""
    ends: list[Place] = []
    for field in ("origin", "destination"):
        try:
            ends.append(find_place(values.require(field)))
        except UnknownPlace as unknown:
            return ask_again(field, unknown)
    return ends[0], ends[1]


class AskPrice(RouteTask):
    intent: ClassVar = "ask_price"
    is_query: ClassVar = True
    fields: ClassVar[dict[str, Reader]] = ROUTE | {"weight_g": _weight_g, "size_cm": _size_cm}

    async def perform(self, session: AsyncSession, turn: Turn, values: Values) -> Outcome:
        route = _route(values)
        if not isinstance(route, tuple):
            return route
        origin, destination = map(str, route)
        weight_g = values.require("weight_g")
        size: Size | None = tuple(values["size_cm"]) if values.get("size_cm") else None
        found = quote(origin, destination, max(weight_g, 1), size)
        shown = {
            "origin": origin,
            "destination": destination,
            "weight": f"{weight_g / GRAMS:g}",
            "offers": "\n".join(map(_line, found.offers)),
        }
        if not found.offers:
            return Done.saying("utter_quotes_not_served", **shown)
        is_volumetric = any(offer.is_volumetric for offer in found.offers)
        response = "utter_quotes_price_volumetric" if is_volumetric else "utter_quotes_price"
        return Done((Reply(response, shown, card=quote_card(found)),))


def _line(offer: Offer) -> str:
    fee = yuan(offer.fee_fen)
    return phrase("offer", service=offer.name, price=fee, days=days(*offer.days))


def _option(offer: Offer) -> dict[str, object]:
    option: dict[str, object] = {"service": offer.name, "price_fen": offer.fee_fen}
    if any(offer.days):
        option["days"] = "–".join(map(str, dict.fromkeys(offer.days)))
    return option


def quote_card(found: Quote) -> dict[str, object]:
    """The cheapest on top; `days` as 2 or 2–3, left out for the same day."""
    options = [_option(offer) for offer in found.offers]
    return {
        "kind": "quote",
        "origin": str(found.origin),
        "destination": str(found.destination),
        "weight_g": found.weight_g,
        **options[0],
        "options": options,
    }


class AskTransitTime(RouteTask):
    intent: ClassVar = "ask_transit_time"
    is_query: ClassVar = True

    async def perform(self, session: AsyncSession, turn: Turn, values: Values) -> Outcome:
        route = _route(values)
        if not isinstance(route, tuple):
            return route
        origin, destination = map(str, route)
        lines = [
            phrase("transit", service=t.name, days=days(*t.days), cut_off=f"{t.cut_off:%H:%M}")
            for t in transit(origin, destination, values.get("weight_g"))
        ]
        shown = {"origin": origin, "destination": destination, "services": "\n".join(lines)}
        return Done.saying("utter_quotes_transit" if lines else "utter_quotes_not_served", **shown)
