"""The message's surface: character n-grams of the normal text, numbers and digits made alike."""

import re

from bot.nlu.numbers import find_numbers
from bot.nlu.text import NormalText

_MARKS = {"waybill_no": "ⓦ", "order_no": "ⓞ", "ticket_no": "ⓣ", "return_no": "ⓡ", "phone": "ⓟ"}
_DIGIT = re.compile(r"\d")


def surface(normal: NormalText) -> str:
    """The text with each number as one mark and every other digit as 0, between ^ and $."""
    parts, at = [], 0
    for number in find_numbers(normal):
        parts += [normal.text[at : number.start], _MARKS[number.kind]]
        at = number.end
    return "^" + _DIGIT.sub("0", "".join([*parts, normal.text[at:]])) + "$"
