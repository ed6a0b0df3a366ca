from datetime import date

import pytest

from backend.errors import InvalidInput
from backend.places.service import UnknownPlace, find_place
from backend.quotes.rules import TARIFFS, Service
from backend.quotes.service import Offer, Quote, quote, transit
from backend.quotes.zones import Zone, zone_between, zone_of_names

DAY = date(2026, 11, 23)


def offer(found: Quote, service: Service) -> Offer:
    return next(each for each in found.offers if each.service is service)


@pytest.mark.parametrize(
    ("origin", "destination", "zone"),
    [
        ("杭州", "杭州余杭区", Zone.CITY),
        ("杭州", "宁波", Zone.PROVINCE),
        ("浙江", "杭州", Zone.PROVINCE),
        ("上海", "南京", Zone.NEAR),
        ("北京", "武汉", Zone.NEAR),
        ("上海", "成都", Zone.FAR),
        ("哈尔滨", "广州", Zone.FAR),
        ("上海", "乌鲁木齐", Zone.REMOTE),
        ("广州", "香港", Zone.OFFSHORE),
    ],
)
def test_how_far_apart_two_places_are(origin: str, destination: str, zone: Zone) -> None:
    assert zone_between(find_place(origin), find_place(destination)) is zone
    assert zone_between(find_place(destination), find_place(origin)) is zone


def test_a_city_that_no_table_knows_counts_as_far() -> None:
    assert zone_of_names("杭州", "火星") is Zone.FAR


@pytest.mark.parametrize(
    ("weight_g", "fee_fen"), [(1, 1600), (1000, 1600), (1001, 2300), (2000, 2300), (5000, 4400)]
)
def test_each_further_kilogram_begun_is_paid(weight_g: int, fee_fen: int) -> None:
    found = quote("上海", "成都", weight_g, None, DAY)
    assert offer(found, Service.STANDARD).fee_fen == fee_fen


def test_a_light_and_large_parcel_pays_by_volume() -> None:
    found = quote("上海", "成都", 1000, (40, 30, 30), DAY)
    standard, economy = offer(found, Service.STANDARD), offer(found, Service.ECONOMY)
    assert (standard.billed_g, standard.is_volumetric) == (6000, True)
    assert economy.billed_g == 4500
    assert not offer(quote("上海", "成都", 7000, (40, 30, 30), DAY), Service.STANDARD).is_volumetric


def test_offers_come_cheapest_first() -> None:
    fees = [each.fee_fen for each in quote("上海", "成都", 25_000, None, DAY).offers]
    assert fees == sorted(fees)
    assert len(fees) > 2


def test_a_service_takes_only_its_weights_and_routes() -> None:
    light = {each.service for each in quote("上海", "成都", 1000, None, DAY).offers}
    assert Service.BULKY not in light
    assert Service.SAME_CITY not in light
    heavy = {each.service for each in quote("上海", "成都", 60_000, None, DAY).offers}
    assert heavy == {Service.BULKY}
    assert quote("上海", "成都", 900_000, None, DAY).offers == ()


def test_the_price_of_the_day_applies() -> None:
    before = quote("上海", "成都", 1000, None, date(2026, 6, 30))
    after = quote("上海", "成都", 1000, None, date(2026, 7, 1))
    assert before.version != after.version
    assert offer(before, Service.STANDARD).fee_fen < offer(after, Service.STANDARD).fee_fen


def test_what_cannot_be_quoted_is_said() -> None:
    with pytest.raises(UnknownPlace):
        quote("上海", "火星", 1000, None)
    with pytest.raises(InvalidInput):
        quote("上海", "成都", 0, None)
    with pytest.raises(InvalidInput):
        quote("上海", "成都", 1000, (10, 0, 10))


def test_transit_tells_the_days_of_each_service_quickest_first() -> None:
    found = transit("上海", "成都", day=DAY)
    assert found[0].service is Service.EXPRESS
    days = {each.service: each.days for each in found}
    assert days[Service.EXPRESS] == (1, 2)
    assert days[Service.STANDARD] == (2, 4)
    assert Service.SAME_CITY not in days


def test_fewest_days_are_never_more_than_most() -> None:
    for version in TARIFFS.data.versions:
        for row in version.services.values():
            assert all(fare.days[0] <= fare.days[1] for fare in row.zones.values())
