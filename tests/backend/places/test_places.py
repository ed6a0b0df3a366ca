import pytest

from backend.places.models import Place
from backend.places.service import UnknownPlace, find_place

HANGZHOU = Place("浙江省", "杭州市")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("杭州", HANGZHOU),
        ("杭州市", HANGZHOU),
        (" 浙江 杭州 ", HANGZHOU),
        ("浙江省杭州市", HANGZHOU),
        ("余杭", Place("浙江省", "杭州市", "余杭区")),
        ("杭州余杭区", Place("浙江省", "杭州市", "余杭区")),
        ("浙江省杭州市余杭区文一西路969号", Place("浙江省", "杭州市", "余杭区")),
        ("浙江", Place("浙江省")),
        ("北京", Place("北京市", "北京市")),
        ("北京朝阳", Place("北京市", "北京市", "朝阳区")),
        ("朝阳", Place("辽宁省", "朝阳市")),
        ("吉林", Place("吉林省")),
        ("吉林市", Place("吉林省", "吉林市")),
        ("大理", Place("云南省", "大理白族自治州")),
        ("义乌", Place("浙江省", "金华市", "义乌市")),
        ("仙桃", Place("湖北省", "仙桃市")),
        ("内蒙", Place("内蒙古自治区")),
        ("新疆", Place("新疆维吾尔自治区")),
    ],
)
def test_a_place_is_found_as_people_name_it(said: str, meant: Place) -> None:
    assert find_place(said) == meant


@pytest.mark.parametrize("said", ["火星", "", "  ", "公司"])
def test_an_unknown_place_has_no_candidates(said: str) -> None:
    with pytest.raises(UnknownPlace) as caught:
        find_place(said)
    assert caught.value.params["candidates"] == []


def test_a_district_of_several_cities_names_them() -> None:
    with pytest.raises(UnknownPlace) as caught:
        find_place("鼓楼区")
    candidates = caught.value.params["candidates"]
    assert isinstance(candidates, list)
    assert {place.city for place in candidates} >= {"南京市", "福州市"}


def test_a_county_name_that_repeats_within_a_province_gives_the_province() -> None:
    assert find_place("河北桥西区").province == "河北省"
