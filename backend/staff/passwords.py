"""Passwords, kept as argon2id. Hashing takes tens of milliseconds, so it runs beside the loop."""

import asyncio

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from backend.staff.errors import WeakPassword

SHORTEST, LONGEST = 10, 200

_hasher = PasswordHasher()
_NOBODY = _hasher.hash("nobody has this password")


async def hashed(password: str) -> str:
    """Raises WeakPassword."""
    if not SHORTEST <= len(password) <= LONGEST or len(set(password)) < 4:
        raise WeakPassword
    return await asyncio.to_thread(_hasher.hash, password)


async def matches(stored: str | None, password: str) -> bool:
    """`stored` None, for no such account, takes as long as a wrong password."""
    right = await asyncio.to_thread(_verify, stored or _NOBODY, password[: LONGEST + 1])
    return right and stored is not None


def _verify(stored: str, password: str) -> bool:
    try:
        return _hasher.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False
