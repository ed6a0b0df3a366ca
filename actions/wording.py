"""Words of the customer's language that the code needs; all of them in wording.yml."""

import re
from collections.abc import Iterable
from datetime import datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from actions.task import Reader
from actions.turn import Turn
from backend.clock import local

LAST_MINUTE = 59
"""Of a stretch that ends with its hour, as bot/nlu/values ends it."""


@lru_cache(maxsize=1)
def _wording() -> dict[str, Any]:
    path = Path(__file__).parent / "wording.yml"
    wording: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return wording


def phrase(name: str, /, **values: object) -> str:
    return str(_wording()["phrases"][name]).format(**values)


def told(field: str) -> Reader:
    """The choice that the longest of its words in the message tells, asked for or not."""

    def reader(turn: Turn, asked: bool) -> str | None:
        found = [
            (len(word), choice)
            for choice, words in _wording()["choices"][field].items()
            for word in words
            if word in turn.text
        ]
        return max(found)[1] if found else None

    return reader


def pattern(name: str) -> re.Pattern[str]:
    return re.compile(_wording()["patterns"][name])


def name_of_choice(field: str, choice: str) -> str:
    return str(_wording()["choices"][field][choice][0])


def name_of_field(field: str) -> str:
    return str(_wording()["fields"].get(field, field))


def follow_ups(intent: str) -> list[tuple[str, str]]:
    """What can be done after the answer to a question: (title, payload) of buttons."""
    return [(row["title"], row["payload"]) for row in _wording()["follow_ups"].get(intent, [])]


def yuan(fen: int) -> str:
    whole, rest = divmod(fen, 100)
    return f"{whole}.{rest:02}" if rest else str(whole)


def day(moment: datetime) -> str:
    shown = local(moment)
    return phrase("day", month=shown.month, day=shown.day)


def moment(when: datetime) -> str:
    return phrase("moment", date=day(when), clock=f"{local(when):%H:%M}")


def stretch(start: datetime, end: datetime) -> str:
    """Whole days by their dates, anything shorter with its hours."""
    first, last = local(start), local(end)
    is_whole = first.time() == time() and last.time() >= time(23, 59)
    if first.date() == last.date():
        return day(start) if is_whole else window(start, end)
    show = day if is_whole else moment
    return phrase("stretch", first=show(start), last=show(end))


def bullets(lines: Iterable[str]) -> str:
    return "\n".join(phrase("bullet", line=line) for line in lines)


def window(start: datetime, end: datetime) -> str:
    """A stretch within one day. Its last second stands for the moment after it: 12:00–18:00."""
    return phrase("window", date=day(start), start=f"{local(start):%H:%M}", end=_end(local(end)))


def _end(end: datetime) -> str:
    if end.minute != LAST_MINUTE:
        return f"{end:%H:%M}"
    return f"{end.hour + 1}:00"


def days(fewest: int, most: int) -> str:
    if most == 0:
        return phrase("same_day")
    return phrase("exact_days" if fewest == most else "days", fewest=fewest, most=most)
