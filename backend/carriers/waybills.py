"""Reading waybill numbers as people type them."""

import re
import unicodedata

from backend.carriers.rules import CARRIERS

SEPARATORS = re.compile(r"[\s\-_.·—–]+")
MAX_LENGTH = 32


def normalize_waybill(text: str) -> str:
    """Upper-case ASCII without separators: ' sf 1234-５６７８ ' and 'SF12345678' are one."""
    return SEPARATORS.sub("", unicodedata.normalize("NFKC", text)).upper()[:MAX_LENGTH]


def guess(waybill: str) -> list[str]:
    """Carrier codes whose shapes fit, the likeliest first; empty when none does."""
    number = normalize_waybill(waybill)
    ranked = [
        (pattern.rank, position, row.code)
        for position, row in enumerate(CARRIERS.data.carriers)
        for pattern in row.patterns
        if re.fullmatch(pattern.regex, number)
    ]
    return list(dict.fromkeys(code for _, _, code in sorted(ranked)))


def carrier_name(code: str) -> str:
    """The Chinese name, or the code itself for a carrier the table does not list."""
    row = CARRIERS.data.by_code(code)
    return row.name if row else code
