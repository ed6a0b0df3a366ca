"""Grading A to D, and what a tier changes."""

from dataclasses import astuple, dataclass
from typing import Self

from pydantic import Field, NonNegativeInt, PositiveInt, model_validator

from backend.customers.models import Tier
from backend.rules.table import Row, Table


class Weights(Row):
    industry_fit: NonNegativeInt
    trade_volume: NonNegativeInt
    trade_frequency: NonNegativeInt
    credit_standing: NonNegativeInt

    @model_validator(mode="after")
    def whole(self) -> Self:
        if sum(self.model_dump().values()) != 100:
            raise ValueError("the weights must add up to 100")
        return self


class TierRow(Row):
    threshold: int = Field(ge=0, le=100)
    queue_priority: PositiveInt
    first_reply_minutes: PositiveInt
    resolution_hours: PositiveInt
    goodwill_fen: NonNegativeInt
    visit_months: PositiveInt | None


class TierTable(Row):
    weights: Weights
    tiers: dict[Tier, TierRow]


TIERS = Table("customers/tiers.yml", TierTable)


@dataclass(frozen=True)
class Measures:
    """Each from 0 to 100, in the order of `Weights`."""

    industry_fit: int
    trade_volume: int
    trade_frequency: int
    credit_standing: int


def score_of(measures: Measures) -> float:
    """The weighted mean, from 0 to 100."""
    weights: dict[str, int] = TIERS.data.weights.model_dump()
    total = sum(w * int(m) for w, m in zip(weights.values(), astuple(measures), strict=True))
    return total / 100


def grade(measures: Measures) -> Tier:
    score = score_of(measures)
    ordered = sorted(TIERS.data.tiers.items(), key=lambda item: -item[1].threshold)
    return next(tier for tier, row in ordered if score >= row.threshold)
