"""Making codes and comparing them. Slow on purpose, so never inside a transaction.

Six digits are soon tried through, so their hash is one that takes its time over each.
"""

import secrets
from dataclasses import dataclass

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from backend.codes.rules import CODES

_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


@dataclass(frozen=True)
class Code:
    digits: str
    hash: str


def make() -> Code:
    count = CODES.data.digits
    digits = f"{secrets.randbelow(10**count):0{count}}"
    return Code(digits, _HASHER.hash(digits))


def fits(digits: str, code_hash: str) -> bool:
    try:
        return _HASHER.verify(code_hash, digits)
    except VerifyMismatchError:
        return False
