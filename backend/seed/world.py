"""The dice, the clock and the number book that all makers of seed data share."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from backend.clock import local
from backend.customers.models import Customer
from backend.numbers.models import Serial
from backend.numbers.service import Prefix
from backend.seed.tables import CITIES, NAMES, USED_CARRIERS, City

DICE = 20_261_123


@dataclass(frozen=True)
class Party:
    """One end of a parcel."""

    name: str
    phone: str
    city: City
    address: str
    customer: Customer | None = None


@dataclass
class World:
    moment: datetime
    dice: Random = field(default_factory=lambda: Random(DICE))
    serials: Counter[tuple[Prefix, date]] = field(default_factory=Counter)
    phones: set[str] = field(default_factory=set)
    waybills: set[str] = field(default_factory=set)

    def number(self, prefix: Prefix, moment: datetime) -> str:
        day = local(moment).date()
        self.serials[prefix, day] += 1
        return f"{prefix}{day:%Y%m%d}{self.serials[prefix, day]:04d}"

    def serial_rows(self) -> list[Serial]:
        """So that real numbers go on where the made ones ended."""
        return [
            Serial(prefix=prefix.value, day=day, last=last)
            for (prefix, day), last in self.serials.items()
        ]

    def ago(self, low_hours: float, high_hours: float) -> datetime:
        return self.moment - self.hours(low_hours, high_hours)

    def hours(self, low: float, high: float) -> timedelta:
        return timedelta(minutes=round(self.dice.uniform(low, high) * 60))

    def person(self) -> str:
        names = NAMES.data
        return self.dice.choice(names.surnames) + self.dice.choice(names.given)

    def city(self) -> City:
        return self.dice.choice(CITIES.data.cities)

    def address(self, city: City, district: str | None = None) -> str:
        province = "" if city.province == city.name else city.province
        district = district or self.dice.choice(city.districts)
        street = self.dice.choice(city.streets)
        door = CITIES.data.door.format(
            number=self.dice.randint(1, 999), block=self.dice.randint(1, 30)
        )
        return f"{province}{city.name}{district}{street}{door}"

    def phone(self) -> str:
        """A mobile number that nobody else in this world has."""
        while True:
            number = f"1{self.dice.choice('3578')}{self.dice.randint(0, 10**9 - 1):09d}"
            if number not in self.phones:
                self.phones.add(number)
                return number

    def stranger(self) -> Party:
        city = self.city()
        return Party(self.person(), self.phone(), city, self.address(city))

    def waybill(self) -> tuple[str, str]:
        """A carrier's code and a waybill of its shape."""
        used = USED_CARRIERS.data.carriers
        (carrier,) = self.dice.choices(used, [row.share for row in used])
        while True:
            number = "".join(
                self.dice.choice("0123456789") if sign == "#" else sign for sign in carrier.shape
            )
            if number not in self.waybills:
                self.waybills.add(number)
                return carrier.code, number
