"""What the company publishes beside tariffs, claims and returns. Money in fen."""

from pydantic import Field, PositiveFloat, PositiveInt

from backend.duty.rules import Hours
from backend.rules.table import Row, Table

Range = tuple[PositiveInt, PositiveInt]


class Pickup(Row):
    hours: Hours
    within_hours: PositiveInt
    remote_fee_fen: Range


class Outlets(Row):
    hours: Hours


class Bracket(Row):
    up_to_fen: PositiveInt
    fee_fen: PositiveInt


class Insurance(Row):
    brackets: tuple[Bracket, ...] = Field(min_length=1)
    above_percent: PositiveFloat
    most_by_oneself_fen: PositiveInt
    most_at_outlet_fen: PositiveInt

    def fee_fen(self, declared_fen: int) -> int:
        """For a parcel of that declared value."""
        for bracket in self.brackets:
            if declared_fen <= bracket.up_to_fen:
                return bracket.fee_fen
        return round(declared_fen * self.above_percent / 100)


class ClaimTerms(Row):
    report_hours: PositiveInt
    report_fresh_hours: PositiveInt
    review_days: PositiveInt
    paid_days: PositiveInt


class CashOnDelivery(Row):
    fee_percent: PositiveInt
    least_fee_fen: PositiveInt
    most_fen: PositiveInt
    paid_days: PositiveInt


class AfterSales(Row):
    install_call_hours: PositiveInt
    visit_fee_fen: PositiveInt
    repair_days: Range


class Storage(Row):
    station_days: PositiveInt
    locker_free_hours: PositiveInt
    locker_step_hours: PositiveInt
    locker_step_fen: PositiveInt
    locker_most_fen: PositiveInt
    outlet_days: PositiveInt
    bulky_days: PositiveInt
    bulky_day_fen: PositiveInt


class Carrying(Row):
    free_kg: PositiveInt
    floor_fen: PositiveInt


class Packaging(Row):
    crate_from_fen: PositiveInt
    box_fen: Range


class Enterprise(Row):
    monthly_fen: PositiveInt
    credit_days: PositiveInt


class Terms(Row):
    pickup: Pickup
    outlets: Outlets
    insurance: Insurance
    claims: ClaimTerms
    cash_on_delivery: CashOnDelivery
    after_sales: AfterSales
    storage: Storage
    carrying: Carrying
    packaging: Packaging
    spring_festival_fen: PositiveInt
    enterprise: Enterprise


TERMS = Table("terms/terms.yml", Terms)
