"""Expected failures of staff's work on tickets."""

from backend.errors import Conflict, InvalidInput


class NotNow(Conflict):
    """The ticket, or what it is about, is in a state that does not allow this."""

    code = "not_now"


class OverLimit(InvalidInput):
    """More than this member may grant."""

    code = "over_limit"
    told = ("limit_fen",)

    def __init__(self, limit_fen: int) -> None:
        super().__init__(limit_fen=limit_fen, limit=f"{limit_fen / 100:.2f}")


class TextNeeded(InvalidInput):
    code = "text_needed"


class CauseNeeded(InvalidInput):
    """What was at the root of it, out of the rules' list."""

    code = "cause_needed"
