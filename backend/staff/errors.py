"""Expected failures of signing in and of keeping members."""

from backend.errors import Conflict, InvalidInput, YidaError


class BadCredentials(YidaError):
    """No such account, a wrong password, or a disabled account: the three read alike."""

    code = "bad_credentials"


class TooManyAttempts(YidaError):
    """`retry_after` is in whole seconds."""

    code = "too_many_attempts"

    def __init__(self, retry_after: int) -> None:
        super().__init__()
        self.retry_after = retry_after


class UsernameTaken(Conflict):
    code = "username_taken"


class LastAdmin(Conflict):
    """Without an admin nobody could make another one."""

    code = "last_admin"


class WeakPassword(InvalidInput):
    code = "weak_password"
