"""Numbers that name something: waybills, orders, tickets, returns, phones."""

import re

_SEPARATORS = re.compile(r"[\s\-_./·()]+")
_SPOKEN = str.maketrans("零〇一幺二两三四五六七八九", "0011223456789")


def number_value(text: str) -> str | None:
    return _SEPARATORS.sub("", text).upper() or None


def phone_value(text: str) -> str | None:
    digits = re.sub(r"\D", "", text.translate(_SPOKEN))
    if len(digits) > 11 and digits.startswith("86"):
        digits = digits[2:]
    return digits if 5 <= len(digits) <= 12 else None


def phone_tail_value(text: str) -> str | None:
    digits = re.sub(r"\D", "", text.translate(_SPOKEN))
    return digits if len(digits) == 4 else None
