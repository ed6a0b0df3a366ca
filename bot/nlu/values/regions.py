"""The table of regions by name. Loaded on first use, in some 30 ms."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.nlu.values.lexicon import rows, table

_LEVELS = ("province", "city", "district")


@dataclass(frozen=True)
class Region:
    """`city` is None for a province that is no city itself."""

    code: str
    level: str
    name: str
    province: str
    city: str | None

    def contains(self, other: "Region") -> bool:
        if self.level in ("district", other.level):
            return False
        if self.city:
            return (other.province, other.city) == (self.province, self.city)
        return other.province == self.province


class Regions:
    def __init__(self) -> None:
        places = table("places")
        self._generic = frozenset(places["generic"])
        self._by_name: dict[str, list[Region]] = defaultdict(list)
        by_code: dict[str, Region] = {}
        ranks = {code[:4]: rank for rank, code in enumerate(places["major_cities"])}
        ranks |= {code[:2]: rank for code, rank in ranks.items() if code.endswith("00")}
        last = len(ranks)

        def importance(region: Region) -> tuple[int, int, str]:
            rank = ranks.get(region.code[:4], ranks.get(region.code[:2], last))
            return _LEVELS.index(region.level), rank, region.code

        found = [(self._region(row), row["short"]) for row in rows("regions")]
        found.sort(key=lambda pair: importance(pair[0]))
        for region, short in found:
            by_code.setdefault(region.code, region)
            for name in {region.name, short}:
                self._by_name[name].append(region)
        for region, short in found:
            for name in _spoken_names(region, short):
                self._by_name[name].append(region)
        for alias, code in places["aliases"].items():
            self._by_name[alias].insert(0, by_code[code])
        self._longest = max(map(len, self._by_name))

    def at(self, text: str, start: int, within: Region | None) -> Iterator[tuple[Region, int]]:
        """The regions named at `start` and where their names end: longer names first, then the
        more important."""
        for end in range(min(len(text), start + self._longest), start + 1, -1):
            name = text[start:end]
            for region in self._by_name.get(name, ()):
                if within.contains(region) if within else name not in self._generic:
                    yield region, end

    @staticmethod
    def _region(row: dict[str, str]) -> Region:
        return Region(row["code"], row["level"], row["name"], row["province"], row["city"] or None)


def _spoken_names(region: Region, short: str) -> set[str]:
    """What people say instead of 自治区, 自治州, 自治县. These come after official names: 大理市
    is a district of its own, not 大理州."""
    ends: tuple[str, ...] = ()
    if region.level == "province":
        ends = ("省", "自治区")
    elif region.level == "city":
        ends = ("市", "州", "地区")
    elif region.name.endswith("自治县"):
        ends = ("县",)
    return {short + end for end in ends if not short.endswith(end)} - {region.name}


@lru_cache(maxsize=1)
def regions() -> Regions:
    return Regions()
