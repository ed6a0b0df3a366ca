"""Expected failures at the desk."""

from backend.errors import Conflict, Forbidden


class Taken(Conflict):
    """Another member was faster; `by` says who."""

    code = "taken"
    told = ("by",)

    def __init__(self, member_id: int, name: str) -> None:
        super().__init__(by={"id": member_id, "name": name}, name=name)


class NotAssignee(Forbidden):
    code = "not_assignee"


class NoCase(Conflict):
    """The conversation is with nobody at the desk, or no longer."""

    code = "no_case"


class NotAvailable(Conflict):
    """The member to transfer to is not there."""

    code = "not_available"
