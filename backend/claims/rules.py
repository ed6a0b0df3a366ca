from enum import StrEnum
from typing import Annotated

from pydantic import Field, PositiveInt

from backend.rules.table import Row, Table
from backend.rules.versions import Version, VersionTable
from backend.shipments.models import ShipmentState

Percent = Annotated[int, Field(ge=0, le=100)]


class ClaimKind(StrEnum):
    LOSS = "loss"
    DAMAGE = "damage"
    SHORTAGE = "shortage"


class Insured(Row):
    clause: str
    share_percent: dict[ClaimKind, tuple[Percent, Percent]]


class Uninsured(Row):
    clause: str
    freight_multiple: dict[ClaimKind, PositiveInt]
    cap_fen: PositiveInt


class ClaimVersion(Version):
    insured: Insured
    uninsured: Uninsured


class ClaimRules(VersionTable[ClaimVersion]):
    kinds: dict[ClaimKind, str]
    states: dict[ClaimKind, frozenset[ShipmentState]]
    evidence: dict[ClaimKind, list[str]]


CLAIMS = Table("claims/rules.yml", ClaimRules)
