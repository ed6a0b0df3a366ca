"""The hand-written data that the company is made from."""

import csv
from datetime import timedelta
from typing import Literal

from pydantic import NonNegativeInt, PositiveInt, TypeAdapter

from backend.customers.models import CustomerKind
from backend.returns.models import ReturnState
from backend.rules.table import BACKEND, Row, Table
from backend.tickets.models import TicketKind


class City(Row):
    name: str
    province: str
    hub: str
    area: str
    districts: list[str]
    streets: list[str]


class House(Row):
    """The company itself as a sender."""

    name: str
    phone: str
    city: str
    address: str


class Cities(Row):
    door: str
    house: House
    warehouses: tuple[str, str]
    cities: list[City]

    def named(self, name: str) -> City:
        return next(city for city in self.cities if city.name == name)


class OutletWords(Row):
    name: str
    hours: list[str]
    services: list[str]


class Company(Row):
    name: str
    kind: CustomerKind


class Names(Row):
    surnames: list[str]
    given: list[str]
    companies: list[Company]
    account_owners: list[str]
    couriers: list[str]


class UsedCarrier(Row):
    code: str
    shape: str
    share: PositiveInt


class UsedCarriers(Row):
    carriers: list[UsedCarrier]


class Step(Row):
    code: str
    gap: tuple[float, float]
    place: Literal["from_station", "to_station", "from_hub", "to_hub", "point"]
    text: str


class Story(Row):
    share: PositiveInt
    ago_hours: tuple[float, float]
    point: Literal["station", "locker"] | None = None
    steps: list[str]


class StoryWords(Row):
    self_signer: str
    signers: list[str]
    stations: list[str]
    lockers: list[str]
    branch: str


class Stories(Row):
    steps: dict[str, Step]
    stories: dict[str, Story]
    words: StoryWords


class DemoParcel(Row):
    waybill_no: str
    carrier: str
    story: str
    sku: str
    from_city: str


class DemoCustomer(Row):
    external_id: str
    name: str
    kind: CustomerKind
    is_merchant: bool = False
    phone: str
    email: str
    city: str
    address: str
    measures: tuple[int, int, int, int]
    sells_to: str | None = None
    parcels: list[DemoParcel]


class Demo(Row):
    customers: list[DemoCustomer]


class Goods(Row):
    sku: str
    name: str
    category: str
    price_fen: PositiveInt
    weight_g: PositiveInt
    on_hand: NonNegativeInt
    restock_days: PositiveInt | None
    no_return_reason: str | None
    substitutes: str | None

    @property
    def restock_in(self) -> timedelta | None:
        return timedelta(days=self.restock_days) if self.restock_days else None


class Matter(Row):
    """What a ticket says of a parcel whose newest scan has one of these `codes`. `cause`: what was
    found at its root."""

    kind: TicketKind
    cause: str | None = None
    codes: list[str]
    summary: str


class Aftermath(Row):
    return_reasons: list[str]
    return_states: dict[ReturnState, PositiveInt]
    matters: list[Matter]
    pickup_goods: list[str]
    praise: dict[int, list[str]]


def goods() -> list[Goods]:
    with (BACKEND / "seed/data/goods.csv").open(encoding="utf-8", newline="") as file:
        rows = [{key: value or None for key, value in row.items()} for row in csv.DictReader(file)]
    return TypeAdapter(list[Goods]).validate_python(rows)


CITIES = Table("seed/data/cities.yml", Cities)
OUTLET_WORDS = Table("seed/data/outlets.yml", OutletWords)
NAMES = Table("seed/data/names.yml", Names)
USED_CARRIERS = Table("seed/data/carriers.yml", UsedCarriers)
STORIES = Table("seed/data/stories.yml", Stories)
AFTERMATH = Table("seed/data/aftermath.yml", Aftermath)
DEMO = Table("seed/data/demo.yml", Demo)
