"""Quantities as people write and say them: 12.5, 1,299, 一千二, 两百, 十来, 3万5, 2k."""

import re
from decimal import Decimal

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")}
DIGITS |= {c: i for i, c in enumerate("〇壹贰叁肆伍陆柒捌玖")} | {"两": 2, "俩": 2, "仨": 3}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "k": 1000}
_GROUPS = {"万": 10**4, "w": 10**4, "亿": 10**8}

NUMERAL = r"[\d.,零〇一二两俩仨三四五六七八九十百千万亿几多来余半点壹贰叁肆伍陆柒捌玖拾佰仟kw]+"

_TOKEN = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+|[^\d,]")
_ARABIC = re.compile(r"[\d,]*\.?\d+")
_ABOUT = re.compile(r"[多来余好]")
_MAX = Decimal(10) ** 12


def number(text: str) -> Decimal | None:
    """None for what is no number, such as 几百. About numbers are taken at their round value, 十几
    as 十五, and two neighbours (四五十) at their middle."""
    text = _ABOUT.sub("", text.strip())
    if text == "半":
        return Decimal("0.5")
    whole, point, fraction = text.partition("点")
    value = _Reader().read(whole)
    if not point or value is None:
        return value
    digits = [DIGITS.get(c) for c in fraction]
    if not digits or None in digits:
        return None
    return value + Decimal("0." + "".join(map(str, digits)))


class _Reader:
    """Sums groups of ten thousand, and in each group digits times their unit."""

    def __init__(self) -> None:
        self.total = Decimal(0)
        self.group = Decimal(0)
        self.pending: Decimal | None = None
        self.last_unit = 1

    def read(self, text: str) -> Decimal | None:
        if not text or len(text) > 20:
            return None
        for part in _TOKEN.findall(text):
            if not self._take(part):
                return None
        value = self.total + self.group + self._tail()
        return value if value < _MAX else None

    def _take(self, part: str) -> bool:
        if _ARABIC.fullmatch(part):
            if self.pending is not None:
                return False
            self.pending = Decimal(part.replace(",", ""))
        elif part in DIGITS:
            self._digit(DIGITS[part])
        elif part in _UNITS:
            self.group += (1 if self.pending is None else self.pending) * _UNITS[part]
            self.pending, self.last_unit = None, _UNITS[part]
        elif part in _GROUPS:
            self.total = (self.total + self.group + (self.pending or 0)) * _GROUPS[part]
            self.group, self.pending, self.last_unit = Decimal(0), None, _GROUPS[part]
        elif part == "几" and self.last_unit == 10:
            self.pending = Decimal(5)
        else:
            return part == "半" and self._half()
        return True

    def _digit(self, digit: int) -> None:
        if digit == 0:
            self.last_unit = 1
        if not self.pending:
            self.pending = Decimal(digit)
        elif digit == self.pending + 1:
            self.pending += Decimal("0.5")
        else:
            self.pending = self.pending * 10 + digit

    def _half(self) -> bool:
        self.pending = (self.pending or 0) + Decimal("0.5")
        return True

    def _tail(self) -> Decimal:
        """一千二 leaves the 2 unsaid hundreds; 十二 and 一千零二 do not."""
        if self.pending is None:
            return Decimal(0)
        short = self.last_unit >= 100 and self.pending < 10
        return self.pending * self.last_unit / 10 if short else self.pending
