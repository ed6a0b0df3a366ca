"""How far apart two places are, in the steps that fares and transit times know."""

from enum import StrEnum

from backend.places.models import Place
from backend.places.service import UnknownPlace, find_place
from backend.rules.table import Row, Table


class Zone(StrEnum):
    CITY = "city"
    PROVINCE = "province"
    NEAR = "near"
    FAR = "far"
    REMOTE = "remote"
    OFFSHORE = "offshore"


class ZoneTable(Row):
    offshore: frozenset[str]
    remote: frozenset[str]
    regions: dict[str, list[str]]
    neighbours: list[frozenset[str]]

    def region(self, province: str) -> str:
        return next(name for name, provinces in self.regions.items() if province in provinces)


ZONES = Table("quotes/zones.yml", ZoneTable)


def zone_between(origin: Place, destination: Place) -> Zone:
    table = ZONES.data
    ends = {origin.province, destination.province}
    if origin.city is not None and origin.city == destination.city:
        return Zone.CITY
    if ends & table.offshore:
        return Zone.OFFSHORE
    if len(ends) == 1:
        return Zone.PROVINCE
    if ends & table.remote:
        return Zone.REMOTE
    regions = frozenset(table.region(province) for province in ends)
    return Zone.NEAR if len(regions) == 1 or regions in table.neighbours else Zone.FAR


def zone_of_names(origin: str, destination: str) -> Zone:
    """Like `zone_between`; a name that the table of places lacks counts as far away."""
    try:
        return zone_between(find_place(origin), find_place(destination))
    except UnknownPlace:
        return Zone.FAR
