from pydantic import PositiveInt, model_validator

from backend.access.models import GuessScope
from backend.rules.table import Row, Table

SCOPES = {GuessScope.CODE_AGAIN, GuessScope.CODE_PHONE, GuessScope.CODE_ADDRESS}


class Limit(Row):
    seconds: PositiveInt
    count: PositiveInt


class CodeRules(Row):
    digits: PositiveInt
    life_minutes: PositiveInt
    tries: PositiveInt
    limits: dict[GuessScope, Limit]

    @model_validator(mode="after")
    def _every_limit(self) -> "CodeRules":
        if set(self.limits) != SCOPES:
            raise ValueError(f"needs a limit for each of {sorted(SCOPES)}")
        return self


CODES = Table("codes/rules.yml", CodeRules)
