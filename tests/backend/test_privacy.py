import pytest

from backend.privacy import mask_address, mask_name, mask_phone, mask_phones_in


@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("13800001234", "138****1234"),
        ("0571-86009527", "***********27"),
        ("95338", "***38"),
        ("123", "***"),
        ("", ""),
    ],
)
def test_phones_keep_what_their_owner_recognises(phone: str, masked: str) -> None:
    assert mask_phone(phone) == masked


@pytest.mark.parametrize(("name", "masked"), [("林晓梅", "林**"), ("王", "王*"), ("", "")])
def test_of_a_name_the_first_character_stays(name: str, masked: str) -> None:
    assert mask_name(name) == masked


def test_of_an_address_the_door_goes() -> None:
    assert mask_address("浙江省杭州市余杭区文一西路969号") == "浙江省杭州市余杭区****"


def test_phones_inside_a_text_are_masked_and_waybills_are_not() -> None:
    assert mask_phones_in("电话13800001234，单号138000012345678") == (
        "电话138****1234，单号138000012345678"
    )
