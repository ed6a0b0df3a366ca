"""The form of a conversation's file. See README.md beside."""

from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from backend.customers.models import CustomerKind, Tier


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Me(Part):
    """The customer; `external_id` is one of the seed's, else one is made for the conversation."""

    name: str = "李想"
    kind: CustomerKind = CustomerKind.INDIVIDUAL
    is_merchant: bool = False
    tier: Tier = Tier.C
    signed_in: bool = True
    external_id: str | None = None


class ParcelGiven(Part):
    """`story` is one of backend/seed/data/stories.yml; `shipment` and `order` set columns."""

    story: str = "delivering"
    goods: str = "YD4001"
    role: Literal["recipient", "sender"] = "recipient"
    promised_in_hours: float = 30
    signed_days_ago: float | None = None
    shipment: dict[str, Any] = {}
    order: dict[str, Any] = {}


class OrderGiven(Part):
    state: str = "paid"
    goods: str = "YD4001"
    hours_ago: float = 5
    order: dict[str, Any] = {}


class PickupGiven(Part):
    state: str = "assigned"
    goods: str = "衣服"
    starts_in_hours: float = 20


class Given(Part):
    me: Me = Me()
    parcels: list[ParcelGiven] = []
    orders: list[OrderGiven] = []
    pickups: list[PickupGiven] = []


class Said(Part):
    """One turn: what the customer does, and what the replies must be like."""

    says: str | None = None
    picks: str | None = None
    proves: str | None = Field(None, description="The phone, by a one-time code.")
    waits_minutes: int | None = Field(None, description="That many go by, then there is news.")
    becomes: dict[str, str] = Field({}, description="What changes about the parcel meanwhile.")
    sends_again: bool = False
    hears: list[str] = []
    never: list[str] = []
    choices: list[str] = []
    card: str | None = None
    state: str | None = None
    broken: str | None = Field(None, description="A table that is away during this turn.")
    silent: bool = False

    @model_validator(mode="after")
    def _one_act(self) -> "Said":
        if [self.says, self.picks, self.proves, self.waits_minutes].count(None) != 3:
            raise ValueError("a turn either says, picks, proves or waits")
        return self


class Rows(Part):
    """How many rows of the conversation's own `table` have these values."""

    table: str
    where: dict[str, Any] = {}
    count: int = 1


class Script(Part):
    given: Given = Given()
    turns: list[Said]
    then: list[Rows] = []


def read(path: Path) -> Script:
    return Script.model_validate(yaml.safe_load(path.read_text("utf-8")))
