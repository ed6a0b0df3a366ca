from datetime import date, time
from enum import StrEnum

from pydantic import Field, NonNegativeInt, PositiveInt

from backend.quotes.zones import Zone
from backend.rules.table import Row, Table
from backend.rules.versions import Version, VersionTable


class Service(StrEnum):
    SAME_CITY = "same_city"
    EXPRESS = "express"
    STANDARD = "standard"
    ECONOMY = "economy"
    BULKY = "bulky"
    COLD = "cold"


class Fare(Row):
    first: PositiveInt
    next: PositiveInt
    days: tuple[NonNegativeInt, NonNegativeInt]


class ServiceRow(Row):
    name: str
    min_g: NonNegativeInt = 0
    first_g: PositiveInt
    step_g: PositiveInt
    max_g: PositiveInt
    divisor: PositiveInt
    cut_off: time
    zones: dict[Zone, Fare] = Field(min_length=1)


class Tariff(Version):
    services: dict[Service, ServiceRow]


TARIFFS: Table[VersionTable[Tariff]] = Table("quotes/tariffs.yml", VersionTable[Tariff])


def tariff_on(day: date) -> Tariff:
    return TARIFFS.data.on(day)
