"""Counting sign-in attempts, so that parallel guesses never pass the cap.

An attempt is counted before the password is looked at and forgotten when it was right. The keys are
counted in one fixed order, so that two attempts cannot deadlock.
"""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, delete
from sqlalchemy.ext.asyncio import AsyncSession

from backend.clock import now
from backend.staff.errors import TooManyAttempts
from backend.staff.models import LoginAttempts
from backend.upsert import insert_into


@dataclass(frozen=True)
class Limits:
    per_account: int = 5
    per_address: int = 20
    window: timedelta = timedelta(minutes=15)


@dataclass(frozen=True)
class Attempt:
    username: str
    address: str

    def caps(self, limits: Limits) -> dict[str, int]:
        return {
            f"account:{self.username}"[:120]: limits.per_account,
            f"address:{self.address}"[:120]: limits.per_address,
        }


async def spend(session: AsyncSession, attempt: Attempt, limits: Limits) -> int:
    """Counts one attempt. Seconds to wait when a cap was passed, else 0.

    Returned rather than raised: the count has to be committed.
    """
    waits = [
        await _count(session, key, cap, limits.window) for key, cap in attempt.caps(limits).items()
    ]
    return max(waits)


def refuse(seconds: int) -> None:
    """Raises TooManyAttempts if there is anything to wait for."""
    if seconds:
        raise TooManyAttempts(seconds)


async def sweep(session: AsyncSession, limits: Limits) -> None:
    """Drop counts that are over: guessers of many names must not fill the table."""
    over = LoginAttempts.window_start < now() - limits.window
    await session.execute(delete(LoginAttempts).where(over))


async def forget(session: AsyncSession, attempt: Attempt) -> None:
    """After a right password. The address keeps its count: others may be guessing from there."""
    key = f"account:{attempt.username}"[:120]
    await session.execute(delete(LoginAttempts).where(LoginAttempts.key == key))


async def _count(session: AsyncSession, key: str, cap: int, window: timedelta) -> int:
    moment = now()
    stale = LoginAttempts.window_start < moment - window
    insert = insert_into(session, LoginAttempts).values(key=key, window_start=moment, count=1)
    statement = insert.on_conflict_do_update(
        index_elements=[LoginAttempts.key],
        set_={
            "count": case((stale, 1), else_=LoginAttempts.count + 1),
            "window_start": case((stale, moment), else_=LoginAttempts.window_start),
        },
    ).returning(LoginAttempts.count, LoginAttempts.window_start)
    count, began = (await session.execute(statement)).one()
    return _left(began, window, moment) if count > cap else 0


def _left(began: datetime, window: timedelta, moment: datetime) -> int:
    """Another attempt's clock may be a little ahead of this one's."""
    left = min(began + window - moment, window)
    return max(1, math.ceil(left.total_seconds()))
