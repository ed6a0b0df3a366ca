import re

from pydantic import PositiveInt, field_validator

from backend.rules.table import Row, Table
from backend.shipments.models import ShipmentState


class WaybillPattern(Row):
    regex: str
    rank: PositiveInt

    @field_validator("regex")
    @classmethod
    def compiles(cls, value: str) -> str:
        try:
            re.compile(value)
        except re.error as error:
            raise ValueError(f"not a regular expression: {error}") from error
        return value


class CarrierRow(Row):
    code: str
    name: str
    kuaidi100: str
    service_phone: str
    needs_phone: bool = False
    patterns: list[WaybillPattern]


class CarrierTable(Row):
    carriers: list[CarrierRow]

    def by_code(self, code: str) -> CarrierRow | None:
        return next((row for row in self.carriers if row.code == code), None)


class TraceCode(Row):
    text: str
    state: ShipmentState


class TraceCodes(Row):
    codes: dict[str, TraceCode]


CARRIERS = Table("carriers/data/carriers.yml", CarrierTable)
TRACE_CODES = Table("carriers/data/trace_codes.yml", TraceCodes)
