from backend.errors import InvalidInput, LockedOut


class WrongCode(InvalidInput):
    """Wrong, used, too old or tried too often: which of them is not told."""

    code = "wrong_code"


class TooManyCodes(LockedOut):
    """This phone or this network address had its share."""

    code = "too_many_codes"
