from dataclasses import dataclass

from backend.prohibited.rules import GOODS, Grade, plain


@dataclass(frozen=True)
class Verdict:
    """`goods` is the table's name for what was asked about, `matched` the name that was found."""

    goods: str
    matched: str
    grade: Grade
    reason: str
    advice: str
    clause: str


def check(item: str) -> Verdict | None:
    """The verdict on the longest name within `item`; of names alike in length, on the last (the
    head noun of Chinese). None for goods that the table does not know."""
    text = plain(item)
    found = [
        (len(alias), text.rfind(alias), alias)
        for alias in GOODS.data.by_alias
        if _occurs(alias, text)
    ]
    if not found:
        return None
    _, _, matched = max(found)
    goods, group = GOODS.data.by_alias[matched]
    return Verdict(goods, matched, group.grade, group.reason, group.advice, group.clause)


def _occurs(alias: str, text: str) -> bool:
    """A name of one character must be the head noun: 料酒 is 酒, 烟囱 is not 烟."""
    return text.endswith(alias) if len(alias) == 1 else alias in text
