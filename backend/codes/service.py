"""One-time codes in the database: sent within limits, tried a few times, used once."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from backend.access import guesses
from backend.access.models import GuessScope
from backend.clock import now
from backend.codes.errors import TooManyCodes, WrongCode
from backend.codes.models import OneTimeCode
from backend.codes.rules import CODES
from backend.conversations.identity import customer_of_phone
from backend.customers.models import Customer

KEPT = timedelta(hours=1)
"""How long an expired code stays, with the phone that it was for."""


@dataclass(frozen=True)
class Attempt:
    """A try that is counted already; now the digits may be compared."""

    code_id: str
    code_hash: str


def keys(phone: str, address: str) -> guesses.Keys:
    """What a code counts under. The counters outlive the code: they know the phone by its hash."""
    hashed = hashlib.sha256(phone.encode()).hexdigest()
    return {
        GuessScope.CODE_AGAIN: hashed,
        GuessScope.CODE_PHONE: hashed,
        GuessScope.CODE_ADDRESS: address[:80],
    }


async def issue(
    session: AsyncSession, conversation_id: str, phone: str, address: str, code_hash: str
) -> datetime:
    """Keep a code that is about to be sent; gives its expiry. Raises TooManyCodes."""
    counted = keys(phone, address)
    for scope, limit in CODES.data.limits.items():
        window = timedelta(seconds=limit.seconds)
        if await guesses.count(session, scope, counted[scope], window) > limit.count:
            raise TooManyCodes
    moment = now()
    await session.execute(delete(OneTimeCode).where(OneTimeCode.expires_at < moment - KEPT))
    expires_at = moment + timedelta(minutes=CODES.data.life_minutes)
    session.add(
        OneTimeCode(
            conversation_id=conversation_id,
            phone=phone,
            code_hash=code_hash,
            created_at=moment,
            expires_at=expires_at,
        )
    )
    return expires_at


async def not_sent(session: AsyncSession, phone: str, address: str) -> None:
    """The sender failed: the customer may ask again at once."""
    await guesses.give_back(session, keys(phone, address))


async def attempt(session: AsyncSession, conversation_id: str) -> Attempt:
    """Count a try at the conversation's newest code. Raises WrongCode.

    Counted and committed before the comparison: of many tries at once only the few are compared.
    """
    newest = (
        select(OneTimeCode.id)
        .where(OneTimeCode.conversation_id == conversation_id)
        .order_by(OneTimeCode.created_at.desc(), OneTimeCode.id)
        .limit(1)
        .scalar_subquery()
    )
    statement = (
        update(OneTimeCode)
        .where(
            OneTimeCode.id == newest,
            OneTimeCode.used_at.is_(None),
            OneTimeCode.expires_at > now(),
            OneTimeCode.tries < CODES.data.tries,
        )
        .values(tries=OneTimeCode.tries + 1)
        .returning(OneTimeCode.id, OneTimeCode.code_hash)
        .execution_options(synchronize_session=False)
    )
    row = (await session.execute(statement)).one_or_none()
    if row is None:
        raise WrongCode
    return Attempt(row.id, row.code_hash)


async def redeem(session: AsyncSession, attempt: Attempt) -> Customer:
    """Use up a code whose digits were right: whose phone it went to. Raises WrongCode."""
    statement = (
        update(OneTimeCode)
        .where(OneTimeCode.id == attempt.code_id, OneTimeCode.used_at.is_(None))
        .values(used_at=now())
        .returning(OneTimeCode.phone)
        .execution_options(synchronize_session=False)
    )
    phone = (await session.execute(statement)).scalar_one_or_none()
    if phone is None:
        raise WrongCode
    return await customer_of_phone(session, phone)
