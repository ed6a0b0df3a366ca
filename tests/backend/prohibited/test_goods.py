import pytest

from backend.prohibited.rules import GOODS, Grade
from backend.prohibited.service import check


@pytest.mark.parametrize(
    ("item", "grade"),
    [
        ("充电宝", Grade.LAND_ONLY),
        ("小米充电宝", Grade.LAND_ONLY),
        ("ｉＰｈｏｎｅ 15", Grade.LAND_ONLY),
        ("液体", Grade.LAND_ONLY),
        ("酒", Grade.LAND_ONLY),
        ("两瓶茅台", Grade.LAND_ONLY),
        ("香水", Grade.LAND_ONLY),
        ("刀", Grade.WITH_PACKING),
        ("菜刀", Grade.WITH_PACKING),
        ("匕首", Grade.FORBIDDEN),
        ("药", Grade.WITH_PAPERS),
        ("感冒药", Grade.WITH_PAPERS),
        ("农药", Grade.FORBIDDEN),
        ("生鲜", Grade.WITH_PACKING),
        ("一箱红富士苹果", Grade.WITH_PACKING),
        ("苹果手机", Grade.LAND_ONLY),
        ("活体", Grade.FORBIDDEN),
        ("小猫", Grade.FORBIDDEN),
        ("猫粮", Grade.ALLOWED),
        ("现金", Grade.FORBIDDEN),
        ("钱包", Grade.ALLOWED),
        ("烟", Grade.WITH_PAPERS),
        ("烟花", Grade.FORBIDDEN),
        ("打火机", Grade.FORBIDDEN),
        ("枪", Grade.FORBIDDEN),
        ("玩具枪", Grade.ALLOWED),
        ("筋膜枪", Grade.LAND_ONLY),
        ("酒心巧克力", Grade.ALLOWED),
        ("羽绒服", Grade.ALLOWED),
        ("玻璃杯", Grade.WITH_PACKING),
    ],
)
def test_the_longest_name_decides(item: str, grade: Grade) -> None:
    verdict = check(item)
    assert verdict is not None
    assert verdict.grade is grade


@pytest.mark.parametrize("item", ["烟囱", "蛇胆草", "神秘的东西", "", " "])
def test_of_what_the_table_does_not_know_nothing_is_said(item: str) -> None:
    assert check(item) is None


def test_every_verdict_gives_its_reason_advice_and_clause() -> None:
    goods = [(name, group) for group in GOODS.data.groups for name in group.goods]
    assert len(goods) >= 150
    for name, _ in goods:
        verdict = check(name)
        assert verdict is not None
        assert verdict.reason
        assert verdict.advice
        assert verdict.clause


def test_no_name_stands_under_two_grades() -> None:
    grades: dict[str, set[Grade]] = {}
    for group in GOODS.data.groups:
        for name, others in group.goods.items():
            for alias in (name, *(others or "").split()):
                grades.setdefault(alias, set()).add(group.grade)
    assert {alias: found for alias, found in grades.items() if len(found) > 1} == {}
