"""Provinces, cities and districts, and the addresses that begin with them."""

import re
from dataclasses import dataclass

from bot.nlu.values.regions import Region, regions

_GAP = re.compile(r"[\s,，、\-/·.]*(?:中国)?[\s,，、\-/·.]*")
_STREET = re.compile(
    r"[东西南北中]?[一二三四五六七八九十\d]*(?:路|街|大街|大道|巷|胡同|里|弄|新村|村|镇|乡|小区|花园|广场|大厦|"
    r"桥|门|站|苑|公园|公寓|酒店|宾馆|医院|大学|中学|小学|国际|中心|书店)"
)
"""What makes a short name part of a longer one: 北京东路 is a street, not the capital."""


@dataclass(frozen=True)
class Place:
    """The last of the regions named from the great to the small, and where its name ends."""

    region: Region
    end: int


def city_value(text: str) -> dict[str, str | None] | None:
    place = _place(text, 0, None)
    if not place:
        return None
    region = place.region
    return {
        "name": region.name,
        "level": region.level,
        "code": region.code,
        "province": region.province,
        "city": region.city,
    }


def address_value(text: str) -> dict[str, str | None]:
    """What the address leaves out above its district or city is filled in from the table."""
    place = _place(text, 0, None)
    region = place.region if place else None
    return {
        "province": region.province if region else None,
        "city": region.city if region else None,
        "district": region.name if region and region.level == "district" else None,
        "detail": text[place.end :].strip(" ,，、-") if place else text,
    }


def place_end(text: str, start: int) -> int | None:
    """Where the place named at `start` ends, if there is one."""
    gap = _GAP.match(text, start)
    place = None if gap and gap.end() > start else _place(text, start, None)
    return place.end if place else None


def _place(text: str, start: int, within: Region | None) -> Place | None:
    """The reading that names most; among equals the more important region."""
    gap = _GAP.match(text, start)
    start = gap.end() if gap else start
    best: Place | None = None
    for region, end in regions().at(text, start, within):
        if not text[start:end].endswith(region.name) and _STREET.match(text, end):
            continue
        place = _place(text, end, region) or Place(region, end)
        if best is None or place.end > best.end:
            best = place
    return best
