import pytest

from backend.carriers.waybills import guess, normalize_waybill


@pytest.mark.parametrize(
    "typed",
    [
        "SF1234567890123",
        "sf1234567890123",
        " SF 1234-5678-90123 ",
        "ＳＦ１２３４５６７８９０１２３",
    ],
)
def test_spellings_of_one_waybill_are_one(typed: str) -> None:
    assert normalize_waybill(typed) == "SF1234567890123"


@pytest.mark.parametrize(
    ("waybill", "carriers"),
    [
        ("SF1234567890123", ["SF"]),
        ("123456789012", ["SF"]),
        ("YT1234567890123", ["YTO"]),
        ("jdva12345678901", ["JD"]),
        ("JT1234567890123", ["JT"]),
        ("78123456789012", ["ZTO"]),
        ("77123456789012", ["STO"]),
        ("431234567890123", ["YUNDA", "STO"]),
        ("5123456789012", ["YUNDA"]),
        ("DPK123456789012", ["DBL"]),
        ("9123456789012", ["EMS"]),
        ("PA12345678901", ["EMS"]),
        ("13800001234", []),
        ("", []),
    ],
)
def test_the_likeliest_carrier_comes_first(waybill: str, carriers: list[str]) -> None:
    assert guess(waybill) == carriers
