from enum import StrEnum

from pydantic import PositiveInt

from backend.rules.table import Row, Table


class Party(StrEnum):
    SENDER = "sender"
    RECIPIENT = "recipient"
    MERCHANT = "merchant"
    TRACED = "traced"


class Power(StrEnum):
    VIEW = "view"
    URGE = "urge"
    CHANGE_ADDRESS = "change_address"
    RESCHEDULE = "reschedule"
    INTERCEPT = "intercept"
    REPORT_NOT_RECEIVED = "report_not_received"
    CLAIM = "claim"
    COMPLAIN = "complain"
    CONTACT_COURIER = "contact_courier"


class GuessLimits(Row):
    window_hours: PositiveInt
    per_asker: PositiveInt
    per_waybill: PositiveInt


class AccessRules(Row):
    guesses: GuessLimits
    grant_hours: PositiveInt
    powers: dict[Party, frozenset[Power]]


ACCESS = Table("access/rules.yml", AccessRules)
