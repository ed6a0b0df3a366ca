"""Masking of personal data, for what leaves the business: cards, logs, metrics."""

import re

STAR = "*"
PHONE = re.compile(r"(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)")
_INSIDE_NUMBER = re.compile(r"(?<=\d)[ -](?=\d)")
VISIBLE_ADDRESS = 9  # province, city and district, roughly


def mask_phone(phone: str) -> str:
    """138****1234; of anything shorter or foreign only the last two characters stay."""
    if PHONE.fullmatch(phone):
        return PHONE.sub(r"\1****\2", phone)
    return STAR * max(len(phone) - 2, 0) + phone[-2:] if len(phone) > 4 else STAR * len(phone)


def mask_name(name: str) -> str:
    """林**: the first character stays, so that the owner recognises it."""
    return name[:1] + STAR * max(len(name) - 1, 1) if name else ""


def mask_address(address: str) -> str:
    """The region stays, the street and door do not."""
    return address[:VISIBLE_ADDRESS] + STAR * 4 if address else ""


def mask_phones_in(text: str) -> str:
    """Every mobile number inside free text."""
    return PHONE.sub(r"\1****\2", text)


def phone_in(text: str) -> str | None:
    """The first mobile number in free text, without the spaces or hyphens inside it."""
    found = PHONE.search(_INSIDE_NUMBER.sub("", text))
    return found.group() if found else None
