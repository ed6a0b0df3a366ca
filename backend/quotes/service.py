"""A quote: every service that takes the parcel, cheapest first."""

from dataclasses import dataclass
from datetime import date, time

from backend.clock import local, now
from backend.errors import InvalidInput
from backend.places.models import Place
from backend.places.service import find_place
from backend.quotes.rules import Service, ServiceRow, Tariff, tariff_on
from backend.quotes.zones import Zone, zone_between

Size = tuple[int, int, int]
CM3_PER_KG_TO_G = 1000


@dataclass(frozen=True)
class Transit:
    """`days`: fewest and most, 0 for the same day. Collected after `cut_off`, one day later."""

    service: Service
    name: str
    days: tuple[int, int]
    cut_off: time


@dataclass(frozen=True)
class Offer(Transit):
    """`billed_g` is the volumetric weight where that is larger (`is_volumetric`)."""

    fee_fen: int
    billed_g: int
    is_volumetric: bool


@dataclass(frozen=True)
class Quote:
    """`offers` cheapest first, empty when no service takes such a parcel there. `size_cm`:
    length, width, height."""

    origin: Place
    destination: Place
    zone: Zone
    weight_g: int
    size_cm: Size | None
    offers: tuple[Offer, ...]
    version: str


def quote(
    origin: str, destination: str, weight_g: int, size_cm: Size | None, day: date | None = None
) -> Quote:
    """Raises `UnknownPlace`, and `InvalidInput` for a weight or a size that is not positive."""
    if weight_g <= 0:
        raise InvalidInput("the weight must be positive", field="weight_g")
    if size_cm is not None and min(size_cm) <= 0:
        raise InvalidInput("a length must be positive", field="size_cm")
    sent_from, sent_to, zone, tariff = _route(origin, destination, day)
    offers = (
        _offer(service, row, zone, weight_g, size_cm) for service, row in tariff.services.items()
    )
    taken = sorted((offer for offer in offers if offer), key=lambda offer: offer.fee_fen)
    return Quote(sent_from, sent_to, zone, weight_g, size_cm, tuple(taken), tariff.version)


def transit(
    origin: str, destination: str, weight_g: int | None = None, day: date | None = None
) -> tuple[Transit, ...]:
    """Every service that runs there, and takes that weight if one is given, the quickest first.

    Raises `UnknownPlace`.
    """
    _, _, zone, tariff = _route(origin, destination, day)
    found = [
        Transit(service, row.name, row.zones[zone].days, row.cut_off)
        for service, row in tariff.services.items()
        if zone in row.zones and (weight_g is None or row.min_g <= weight_g <= row.max_g)
    ]
    return tuple(sorted(found, key=lambda each: each.days))


def _route(origin: str, destination: str, day: date | None) -> tuple[Place, Place, Zone, Tariff]:
    sent_from, sent_to = find_place(origin), find_place(destination)
    tariff = tariff_on(day or local(now()).date())
    return sent_from, sent_to, zone_between(sent_from, sent_to), tariff


def _offer(
    service: Service, row: ServiceRow, zone: Zone, weight_g: int, size_cm: Size | None
) -> Offer | None:
    fare = row.zones.get(zone)
    length, width, height = size_cm or (0, 0, 0)
    volumetric_g = length * width * height * CM3_PER_KG_TO_G // row.divisor
    billed_g = max(weight_g, volumetric_g)
    if fare is None or not row.min_g <= billed_g <= row.max_g:
        return None
    steps = -(-max(billed_g - row.first_g, 0) // row.step_g)
    return Offer(
        service=service,
        name=row.name,
        days=fare.days,
        cut_off=row.cut_off,
        fee_fen=fare.first + steps * fare.next,
        billed_g=billed_g,
        is_volumetric=volumetric_g > weight_g,
    )
