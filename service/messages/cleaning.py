"""Customers' text, made safe to store and to show."""

import unicodedata

LONGEST = 1000
# Overrides and isolates of the writing direction can make a text read as another.
_BIDI = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
_UNFIT = frozenset({"Cc", "Cs"})


def clean_text(text: str) -> str:
    """NFC, without control characters (line breaks and tabs stay), lone surrogates and overrides.

    The surrogates go first: normalising is only defined without them.
    """
    kept = (
        char
        for char in text
        if char in "\n\t" or (unicodedata.category(char) not in _UNFIT and char not in _BIDI)
    )
    return unicodedata.normalize("NFC", "".join(kept)).strip()
