"""Counting wrong guesses, so that parallel ones never pass the cap.

A guess is counted before it is looked at and given back when it was right: between the two the
counter's row is locked, so of 100 guesses at once only as many as the cap are ever compared.
The order of the two locks (asker, waybill) is always the same, so that they cannot deadlock.
"""

from datetime import timedelta

from sqlalchemy import case, update
from sqlalchemy.ext.asyncio import AsyncSession

from backend.access.models import GuessCounter, GuessScope
from backend.access.rules import ACCESS
from backend.clock import now
from backend.upsert import insert_into

Keys = dict[GuessScope, str]


async def count(session: AsyncSession, scope: GuessScope, key: str, window: timedelta) -> int:
    """Adds one and returns how many there are in the running window."""
    moment = now()
    stale = GuessCounter.window_start < moment - window
    insert = insert_into(session, GuessCounter).values(
        scope=scope, key=key, window_start=moment, count=1
    )
    statement = insert.on_conflict_do_update(
        index_elements=[GuessCounter.scope, GuessCounter.key],
        set_={
            "count": case((stale, 1), else_=GuessCounter.count + 1),
            "window_start": case((stale, moment), else_=GuessCounter.window_start),
        },
    ).returning(GuessCounter.count)
    return (await session.execute(statement)).scalar_one()


async def spend(session: AsyncSession, keys: Keys) -> bool:
    """Takes one guess of each key. False when any cap was already reached."""
    limits = ACCESS.data.guesses
    caps = {GuessScope.ASKER: limits.per_asker, GuessScope.WAYBILL: limits.per_waybill}
    window = timedelta(hours=limits.window_hours)
    counts = {scope: await count(session, scope, keys[scope], window) for scope in caps}
    allowed = all(counts[scope] <= cap for scope, cap in caps.items())
    if not allowed:
        await give_back(session, keys)  # only guesses that were looked at use up a cap
    return allowed


async def give_back(session: AsyncSession, keys: Keys) -> None:
    for scope, key in keys.items():
        await session.execute(
            update(GuessCounter)
            .where(GuessCounter.scope == scope, GuessCounter.key == key)
            .values(count=GuessCounter.count - 1)
        )
