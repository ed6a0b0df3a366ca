"""What shapes and lists suggest. The tagger has the last word, so some of these are no entities."""

import pytest

from bot.nlu.finders import find_candidates
from bot.nlu.text import normalize


def suggested(entity: str, text: str) -> list[str]:
    normal = normalize(text)
    spans = sorted((s.start, s.end) for s in find_candidates(normal) if s.entity == entity)
    return [normal.text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("我寄三斤半的苹果", ["三斤半"]),
        ("两公斤多能寄吗", ["两公斤"]),
        ("大概500g", ["500g"]),
        ("3-5公斤多少钱", ["3-5公斤"]),
        ("一公斤几块", ["一公斤"]),
        ("三斤二两", ["三斤二两"]),
        ("离我5公里", []),
        ("已经三天了", []),
        ("50*40*30厘米", []),
    ],
)
def test_a_weight_is_a_number_with_its_unit(text: str, found: list[str]) -> None:
    assert suggested("weight", text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("退我300元", ["300元"]),
        ("要三百五十块", ["三百五十块"]),
        ("运费3块5", ["3块5"]),
        ("¥99.9也太贵", ["¥99.9"]),
        ("五毛钱", ["五毛钱"]),
        ("3块一票", ["3块"]),
        ("值一千二", []),
        ("5公斤", []),
    ],
)
def test_an_amount_is_a_number_with_its_unit(text: str, found: list[str]) -> None:
    assert suggested("amount", text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("给你打5分", ["5分"]),
        ("五星", ["五星"]),
        ("给三颗星吧", ["三颗星"]),
        ("负十分", ["负十分"]),
        ("等了5分钟", []),
        ("百分之几", []),
        ("5分拣中心", []),
    ],
)
def test_a_rating_is_a_score_and_no_minutes(text: str, found: list[str]) -> None:
    assert suggested("rating", text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("明天下午三点来", ["明天下午三点"]),
        ("昨天16:20签收的", ["昨天16:20"]),
        ("9点到11点在家", ["9点到11点"]),
        ("双11买的", ["双11"]),
        ("12月3号", ["12月3号"]),
        ("下周二上午", ["下周二上午"]),
        ("上周寄的,前几天到的", ["上周", "前几天"]),
        ("六点以后", ["六点"]),
        ("不是15号,是16号", ["15号", "16号"]),
        ("大年初一开门吗", ["大年初一"]),
        ("今儿周四能到吗", ["今儿周四"]),
        ("明天周六 上午来", ["明天周六 上午"]),
        ("等了48小时", []),
        ("在3号楼", []),
        ("等了好久", []),
    ],
)
def test_a_time_ends_before_its_particles(text: str, found: list[str]) -> None:
    assert suggested("time", text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("从杭州余杭区寄到北京", ["杭州余杭区", "北京"]),
        ("寄呼和浩特", ["呼和浩特"]),
        ("浙江省杭州市", ["浙江省杭州市"]),
        ("上海、成都都去", ["上海", "成都"]),
        ("不发石家庄", ["石家庄"]),
        ("改成武汉", ["武汉"]),
        ("改成都江堰", ["都江堰"]),
        ("改成都", ["成都"]),
        ("我在家", []),
    ],
)
def test_a_small_place_after_its_great_one_is_one_place(text: str, found: list[str]) -> None:
    assert suggested("city", text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("地址改成杭州市余杭区文一西路969号", ["杭州市余杭区文一西路969号"]),
        ("来文昌路88号金色港湾6栋1102室收件", ["文昌路88号金色港湾6栋1102室"]),
        ("改寄河北省保定市莲池区东风中路1558号", ["河北省保定市莲池区东风中路1558号"]),
        ("改成武汉市洪山区珞喻路31号", ["武汉市洪山区珞喻路31号"]),
        ("别往苏州送了,拉到无锡市解放南路7号", ["无锡市解放南路7号"]),
        ("人不在成都了拉到解放南路7号", ["解放南路7号"]),
        ("兰州市西津西路575号 16:30", ["兰州市西津西路575号"]),
        ("解放南路57号下午三点来", ["解放南路57号"]),
        ("解放南路57号 13700012233", ["解放南路57号"]),
        ("开发区黄河大道55号科创园B栋402", ["开发区黄河大道55号科创园b栋402"]),
        ("科技园南区T3栋", ["科技园南区t3栋"]),
        ("绵阳市临园路东段72号", ["绵阳市临园路东段72号"]),
        ("在转运中心12号就没动了", []),
        ("路上3天", []),
    ],
)
def test_an_address_reaches_from_its_region_to_the_door(text: str, found: list[str]) -> None:
    assert suggested("address", text) == found


def test_nothing_lies_within_an_address_and_a_time_after_it_is_whole() -> None:
    text = "来合肥市马鞍山路13号 15:30"
    assert suggested("city", text) == []
    assert suggested("time", text) == ["15:30"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("我那四百八", ["四百八"]),
        ("七千二货值", ["七千二"]),
        ("一百八十斤", []),
        ("两千多", []),
    ],
)
def test_a_sum_may_go_without_its_unit(text: str, found: list[str]) -> None:
    assert suggested("sum", text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("苏泊尔炒锅裂了", ["苏泊尔炒锅"]),
        ("苏泊尔的炒锅", ["炒锅"]),
        ("苏泊尔太差", []),
        ("寄苹果", ["苹果"]),
    ],
)
def test_a_brand_belongs_to_the_goods_that_follow(text: str, found: list[str]) -> None:
    assert suggested("item", text) == found


@pytest.mark.parametrize(
    ("entity", "text", "found"),
    [
        ("company", "发货方是深圳云图科技", ["深圳云图科技"]),
        ("company", "从深圳发的物流", []),
        ("name", "让杜晓梅代收", ["杜晓梅"]),
        ("short_name", "报我名何静就行", ["何静"]),
        ("person", "开一张抬头吴建平的", ["吴建平"]),
        ("person", "找钱会计", ["钱会计"]),
        ("person", "找王师傅", ["王师傅"]),
        ("person", "收件人:张伟", ["张伟"]),
        ("person", "小陈送的", ["小陈"]),
        ("person", "我的包裹呢", []),
        ("phone_tail", "尾号是1234", ["1234"]),
        ("phone_tail", "后四位 六六八二", ["六六八二"]),
        ("phone_tail", "电话最后四位:0928", ["0928"]),
        ("phone_tail", "工号0357", []),
        ("phone_tail", "尾号12345", []),
    ],
)
def test_names_companies_and_tails_are_told_by_cue_or_make(
    entity: str, text: str, found: list[str]
) -> None:
    assert suggested(entity, text) == found
