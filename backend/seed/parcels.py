"""Parcels and what happened to them, told by stories.yml."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from backend.carriers.rules import TRACE_CODES
from backend.carriers.waybills import carrier_name
from backend.clock import local
from backend.seed.tables import NAMES, STORIES, Story
from backend.seed.world import Party, World
from backend.shipments.models import Shipment, ShipmentState, TraceEvent

PROMISED_DAYS = 2
PROMISED_HOUR = 22
FREIGHT_FIRST_KG = 1200
FREIGHT_NEXT_KG = 300


@dataclass(frozen=True)
class Parcel:
    waybill_no: str
    carrier: str
    story: str
    sender: Party
    recipient: Party
    goods: str
    weight_g: int
    insured_fen: int = 0


def any_story(world: World) -> str:
    stories = STORIES.data.stories
    (key,) = world.dice.choices(list(stories), [story.share for story in stories.values()])
    return key


def _times(world: World, story: Story) -> list[datetime]:
    """When each step happened, the last of them `ago_hours` before the world's moment."""
    gaps = [world.hours(*STORIES.data.steps[key].gap) for key in story.steps]
    last = world.ago(*story.ago_hours)
    times = [last - sum(gaps[index + 1 :], timedelta()) for index in range(len(gaps))]
    return times


def _scenery(world: World, parcel: Parcel, point: str) -> dict[str, str]:
    words = STORIES.data.words
    from_city, to_city = parcel.sender.city, parcel.recipient.city
    return {
        "from_city": from_city.name,
        "to_city": to_city.name,
        "from_hub": from_city.hub,
        "to_hub": to_city.hub,
        "from_station": words.branch.format(district=_district(parcel.sender)),
        "to_station": words.branch.format(district=_district(parcel.recipient)),
        "courier": world.dice.choice(NAMES.data.couriers),
        "signer": world.dice.choice(words.signers),
        "carrier": carrier_name(parcel.carrier),
        "point": point,
    }


def _district(party: Party) -> str:
    fitting = (name for name in party.city.districts if name in party.address)
    return next(fitting, party.city.districts[0])


def _point(world: World, story: Story, parcel: Parcel) -> str:
    words = STORIES.data.words
    names = words.lockers if story.point == "locker" else words.stations
    return world.dice.choice(names).format(district=_district(parcel.recipient))


def _events(world: World, story: Story, scenery: dict[str, str]) -> list[TraceEvent]:
    steps = [STORIES.data.steps[key] for key in story.steps]
    return [
        TraceEvent(
            code=step.code,
            happened_at=happened_at,
            place=scenery[step.place],
            text=step.text.format_map(scenery),
        )
        for step, happened_at in zip(steps, _times(world, story), strict=True)
    ]


def _evening(moment: datetime) -> datetime:
    return local(moment).replace(hour=PROMISED_HOUR, minute=0, second=0, microsecond=0)


def _promise(created_at: datetime, state: ShipmentState, last: TraceEvent | None) -> datetime:
    """A parcel that is out for delivery is due that evening."""
    if last is not None and state is ShipmentState.DELIVERING:
        return _evening(last.happened_at)
    return _evening(created_at) + timedelta(days=PROMISED_DAYS)


def _signer(code: str | None, scenery: dict[str, str]) -> str | None:
    words = STORIES.data.words
    return {"301": words.self_signer, "303": scenery["signer"], "304": words.self_signer}.get(
        code or ""
    )


def freight(weight_g: int) -> int:
    extra_kg = max(-(-weight_g // 1000) - 1, 0)
    return FREIGHT_FIRST_KG + extra_kg * FREIGHT_NEXT_KG


def shipment(world: World, parcel: Parcel) -> Shipment:
    story = STORIES.data.stories[parcel.story]
    point = _point(world, story, parcel)
    scenery = _scenery(world, parcel, point)
    events = _events(world, story, scenery)
    last = events[-1] if events else None
    state = TRACE_CODES.data.codes[last.code].state if last else ShipmentState.PENDING
    created_at = (events[0].happened_at if events else world.moment) - world.hours(1, 5)
    signed = last is not None and state is ShipmentState.SIGNED
    delivering = any(event.code == "5" for event in events)
    sender, recipient = parcel.sender, parcel.recipient
    return Shipment(
        waybill_no=parcel.waybill_no,
        carrier_code=parcel.carrier,
        sender_id=sender.customer.id if sender.customer else None,
        recipient_id=recipient.customer.id if recipient.customer else None,
        sender_name=sender.name,
        sender_phone=sender.phone,
        sender_city=sender.city.name,
        sender_address=sender.address,
        recipient_name=recipient.name,
        recipient_phone=recipient.phone,
        recipient_city=recipient.city.name,
        recipient_address=recipient.address,
        goods=parcel.goods,
        weight_g=parcel.weight_g,
        freight_fen=freight(parcel.weight_g),
        insured_fen=parcel.insured_fen,
        state=state,
        created_at=created_at,
        promised_at=_promise(created_at, state, last),
        signed_at=last.happened_at if last and signed else None,
        signed_by=_signer(last.code if last else None, scenery),
        pickup_point=point if story.point else None,
        courier_name=scenery["courier"] if delivering else None,
        courier_phone=world.phone() if delivering else None,
        station=scenery["to_station"],
        station_phone=f"{recipient.city.area}-{world.dice.randint(20_000_000, 89_999_999)}",
        events=events,
        order=None,
    )
