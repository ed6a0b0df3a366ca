"""Failures at the edge, and the one place that turns every failure into an answer."""

from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from backend.errors import (
    Conflict,
    Forbidden,
    InvalidInput,
    LockedOut,
    NotFound,
    Unavailable,
    YidaError,
)
from backend.staff.errors import BadCredentials, TooManyAttempts


class Unauthenticated(YidaError):
    """No session token, or none that is valid."""

    code = "unauthenticated"


class InvalidIdentity(Unauthenticated):
    """A host-site identity that is forged, expired or valid for too long."""

    code = "invalid_identity"


class SignedOut(Unauthenticated):
    """No staff session, or one that is over."""

    code = "signed_out"


class SignInRequired(Forbidden):
    code = "sign_in_required"


class ForeignOrigin(Forbidden):
    code = "foreign_origin"


class MethodNotAllowed(YidaError):
    code = "method_not_allowed"


class TooLarge(YidaError):
    code = "too_large"


class UnsupportedFile(YidaError):
    code = "unsupported_file"


class TooMany(YidaError):
    """`retry_after` is in whole seconds."""

    code = "too_many"

    def __init__(self, retry_after: int) -> None:
        super().__init__()
        self.retry_after = retry_after


STATUS: dict[type[YidaError], int] = {
    InvalidInput: 400,
    Unauthenticated: 401,
    BadCredentials: 401,
    Forbidden: 403,
    NotFound: 404,
    MethodNotAllowed: 405,
    Conflict: 409,
    TooLarge: 413,
    UnsupportedFile: 415,
    LockedOut: 429,
    TooMany: 429,
    TooManyAttempts: 429,
    Unavailable: 503,
    YidaError: 500,
}

DATABASE_DOWN = (OperationalError, InterfaceError, PoolTimeout, ConnectionError)


def status_of(kind: type[YidaError]) -> int:
    return next(STATUS[parent] for parent in kind.__mro__ if parent in STATUS)
