from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from backend.figures.period import Period
from backend.figures.sql import Value


class Unit(StrEnum):
    """SHARE is of one, PER_10K of ten thousand, STARS from 1 to 5; the rest are times."""

    SHARE = "share"
    SECONDS = "seconds"
    STARS = "stars"
    PER_10K = "per_10k"


@dataclass(frozen=True)
class Figure:
    """`query`: one row of the value, null where there is none, and the number of rows behind it."""

    key: str
    unit: Unit
    query: Callable[[Period], Value]
