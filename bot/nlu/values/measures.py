"""Weights in grams, money in fen, scores in stars."""

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from bot.nlu.values.lexicon import any_of, table
from bot.nlu.values.numerals import NUMERAL, number

_RANGE = re.compile(r"[到至~\-—–]")
_AROUND = re.compile(
    r"\s|大概|大约|差不多|左右|上下|整|[多来]$|^(?:约|共|¥|人民币|rmb)|重$|以[内上下]$|不到|(?<=[克斤吨])的$"
)
_STARS = re.compile(
    r"(?:打|给|全|评)?(?P<n>负?[\d.零〇一二两三四五六七八九十百]+)[个颗]?(?:(?P<unit>分|星|stars?|/)(?P<of>\d+)?.*)?"
)


def weight_value(text: str) -> dict[str, int] | None:
    grams = _quantity(text, "weight")
    return {"grams": grams} if grams else None


def amount_value(text: str) -> dict[str, int] | None:
    """A bare number is in yuan."""
    if any(word in text for word in table("measures")["foreign_money"]):
        return None
    fen = _quantity(text, "money", bare="元")
    return {"fen": fen} if fen is not None else None


def _quantity(text: str, kind: str, bare: str = "") -> int | None:
    """A range stands for its middle; its first half may leave the unit out (3到5公斤)."""
    parts = [_AROUND.sub("", part) for part in _RANGE.split(text)]
    if len(parts) > 2 or not all(parts):
        return None
    last = _measured(parts[-1], kind, bare)
    first = last
    if len(parts) == 2 and last is not None:
        unit = re.search(any_of(table("measures")[kind]) + "$", parts[1])
        first = _measured(parts[0], kind, unit[0] if unit else bare)
    if first is None or last is None:
        return None
    return int(((first + last) / 2).to_integral_value(ROUND_HALF_UP))


def _measured(text: str, kind: str, bare: str) -> Decimal | None:
    """Parts from the greater unit to the smaller (三斤二两, 3块2毛5). After a unit 半 is half of
    it, and a bare digit a tenth."""
    units: Mapping[str, float] = table("measures")[kind]
    total, at, scale = Decimal(0), 0, None
    for match in _part(kind).finditer(text):
        if match.start() != at:
            return None
        at, count, unit = match.end(), number(match["count"]), match["unit"]
        if count is None:
            return None
        if unit or scale is None:
            if not unit and not bare:
                return None
            scale = Decimal(str(units[unit or bare]))
        else:
            scale = scale if match["count"] == "半" else scale / 10
            count = count if count < 10 else count / 10
        total += count * scale
        if match["half"]:
            total += scale / 2
    return total if scale is not None and at == len(text) else None


@lru_cache(maxsize=2)
def _part(kind: str) -> re.Pattern[str]:
    """两 is a unit only where no greater numeral follows: 二两, but 两百克 and 一万两千."""
    unit = any_of(table("measures")[kind])
    return re.compile(
        rf"(?P<count>{NUMERAL}?)(?:(?P<unit>(?!两[百千万]){unit})(?P<half>半(?![斤公]))?|$)"
    )


def rating_value(text: str) -> dict[str, int] | None:
    """One to five stars. Above five the score is out of ten, above ten out of a hundred."""
    text = text.replace(" ", "")
    named: Mapping[str, int] = table("measures")["stars"]
    stars = next((named[word] for word in named if word in text), None)
    if stars is None:
        stars = _scored(text)
    return None if stars is None else {"stars": stars}


def _scored(text: str) -> int | None:
    match = _STARS.fullmatch(text)
    if not match:
        return None
    score = number(match["n"].removeprefix("负"))
    if score is None or score > 100:
        return None
    if match["n"].startswith("负"):
        return 1
    best = Decimal(5 if score <= 5 else 10 if score <= 10 else 100)
    if match["unit"] == "/" and match["of"] and int(match["of"]) >= score:
        best = Decimal(match["of"])
    stars = int((score * 5 / best).to_integral_value(ROUND_HALF_UP))
    return max(1, min(5, stars))
