"""What becomes of the tagger's spans where the rules know better."""

from bot.nlu.borders import mended
from bot.nlu.finders import find_candidates
from bot.nlu.spans import Span
from bot.nlu.text import normalize


def after(text: str, *found: Span) -> list[tuple[str, str | None, str]]:
    normal = normalize(text)
    spans = mended(list(found), find_candidates(normal), normal.text)
    return [(s.entity, s.role, normal.text[s.start : s.end]) for s in spans]


def test_an_address_that_was_cut_in_two_is_one() -> None:
    city, rest = Span("city", "to", 2, 9), Span("address", None, 9, 15)
    assert after("改寄江苏省南通市人民中路66号", city, rest) == [
        ("address", None, "江苏省南通市人民中路66号")
    ]


def test_an_address_eats_no_clause_before_it() -> None:
    eaten = Span("address", None, 2, 15)
    assert after("别往长沙送了拉到泰山路88号", eaten) == [("address", None, "泰山路88号")]


def test_an_address_that_the_rules_do_not_know_stays() -> None:
    assert after("送到科学大道路口", Span("address", None, 2, 8)) == [
        ("address", None, "科学大道路口")
    ]


def test_rules_alone_make_no_address() -> None:
    assert after("送到泰山路88号") == []


def test_a_city_is_named_in_full_and_keeps_its_role() -> None:
    assert after("不发石家庄", Span("city", "to", 2, 4)) == [("city", "to", "石家庄")]
    assert after("发花桥", Span("city", "to", 1, 3)) == [("city", "to", "花桥")]


def test_blanks_at_the_ends_are_no_part() -> None:
    assert after("来 下午三点 ", Span("time", None, 1, 7)) == [("time", None, "下午三点")]
    assert after("来  ", Span("time", None, 1, 3)) == []


def test_goods_are_named_in_full_and_once() -> None:
    assert after("烟花爆竹", Span("item", None, 0, 1)) == [("item", None, "烟花爆竹")]
    assert after("烟花爆竹", Span("item", None, 0, 2), Span("item", None, 2, 4)) == [
        ("item", None, "烟花爆竹")
    ]
