from functools import cached_property

from backend.places.models import Place
from backend.rules.table import Row, Table

SUFFIXES = "省市区县旗"
SHORTEST = 2


class PlaceTable(Row):
    provinces: dict[str, dict[str, str]]

    @property
    def province_names(self) -> list[str]:
        return [_names(entry)[0] for entry in self.provinces]

    @cached_property
    def by_name(self) -> dict[str, list[Place]]:
        """Every full and short name, with the places that bear it, the larger ones first."""
        places: list[tuple[Place, set[str]]] = []
        for province_entry, cities in self.provinces.items():
            province, names = _names(province_entry)
            only = next(iter(cities)) if len(cities) == 1 else None
            places.append((Place(province, only), names))
            for city_entry, districts in cities.items():
                city, names = _names(city_entry)
                places.append((Place(province, city), names))
                for entry in districts.split():
                    district, names = _names(entry)
                    places.append((Place(province, city, district), names))
        result: dict[str, list[Place]] = {}
        for place, names in sorted(places, key=lambda row: row[0].depth):
            for name in names:
                result.setdefault(name, []).append(place)
        return result


def _names(entry: str) -> tuple[str, set[str]]:
    """`大理白族自治州=大理` → the full name, and all names."""
    full, _, others = entry.partition("=")
    names = {full, *others.split("/")} - {""}
    if len(full) > SHORTEST and full[-1] in SUFFIXES:
        names.add(full[:-1])
    return full, names


PLACES = Table("places/places.yml", PlaceTable)
