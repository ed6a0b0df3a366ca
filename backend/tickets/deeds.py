"""What a member does to a ticket, and what the customer is told of it."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from backend.staff.sessions import SignedIn


class Action(StrEnum):
    ASSIGN = "assign"
    REPLY = "reply"
    START = "start"
    APPROVE_RETURN = "approve_return"
    REFUSE_RETURN = "refuse_return"
    RECEIVE_RETURN = "receive_return"
    REFUND = "refund"
    RESHIP = "reship"
    COMPENSATE = "compensate"
    RESOLVE = "resolve"
    REOPEN = "reopen"
    NOTE = "note"
    FOLLOW_UP = "follow_up"
    RECORD = "record"
    POSTPONE = "postpone"


@dataclass(frozen=True)
class Deed:
    """`version`: of the ticket that the member saw. `to_id`: whom to assign it to, else oneself.
    `cause`: a key of the rules' causes. `score`: from 1 to 5, as the customer gave it."""

    action: Action
    version: int
    member: SignedIn
    text: str = ""
    amount_fen: int | None = None
    to_id: int | None = None
    due_on: date | None = None
    cause: str | None = None
    score: int | None = None


@dataclass(frozen=True)
class Notice:
    """For the customer: a text's key and what it names."""

    key: str
    params: dict[str, str] = field(default_factory=dict)


def yuan(fen: int) -> str:
    return f"{fen / 100:.2f}"
