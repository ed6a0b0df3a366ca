from pydantic import NonNegativeInt, PositiveInt

from backend.returns.models import ReturnKind, ReturnState
from backend.rules.table import Row, Table


class AtOnce(Row):
    no_reason: NonNegativeInt
    faulty: NonNegativeInt


class ReturnRules(Row):
    no_reason_days: PositiveInt
    refund_days: PositiveInt
    faulty_days: dict[ReturnKind, PositiveInt]
    at_once_fen: AtOnce
    exceptions: dict[str, str]
    states: dict[ReturnState, str]


RETURNS = Table("returns/rules.yml", ReturnRules)
