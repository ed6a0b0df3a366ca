from pydantic import PositiveInt

from backend.returns.models import ReturnState
from backend.rules.table import Row, Table


class ReturnRules(Row):
    no_reason_days: PositiveInt
    refund_days: PositiveInt
    exceptions: dict[str, str]
    states: dict[ReturnState, str]


RETURNS = Table("returns/rules.yml", ReturnRules)
