"""Messages that wait for the rest of themselves, worked off in order for each user."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from backend.channels.models import Arrival, ArrivalState
from backend.clock import now
from backend.conversations.models import JsonObject


async def any_of(session: AsyncSession, channel: str, user: str) -> bool:
    query = select(
        exists().where(
            Arrival.channel == channel,
            Arrival.channel_user == user,
            Arrival.state == ArrivalState.PENDING,
        )
    )
    return bool((await session.execute(query)).scalar_one())


def add(session: AsyncSession, channel: str, user: str, platform_id: str, body: JsonObject) -> None:
    session.add(Arrival(channel=channel, channel_user=user, platform_id=platform_id, body=body))


async def claim(session: AsyncSession, limit: int, hold: timedelta) -> Sequence[Arrival]:
    """Each user's first one that is due, kept from other processes for `hold`."""
    earlier = aliased(Arrival)
    query = (
        select(Arrival)
        .where(
            Arrival.state == ArrivalState.PENDING,
            Arrival.next_attempt_at <= now(),
            ~exists().where(
                earlier.channel == Arrival.channel,
                earlier.channel_user == Arrival.channel_user,
                earlier.state == ArrivalState.PENDING,
                or_(
                    earlier.created_at < Arrival.created_at,
                    (earlier.created_at == Arrival.created_at) & (earlier.id < Arrival.id),
                ),
            ),
        )
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    found = (await session.scalars(query)).all()
    for arrival in found:
        arrival.attempts += 1
        arrival.next_attempt_at = now() + hold
    return found


async def ended(session: AsyncSession, arrival_id: str, state: ArrivalState) -> bool:
    """False when another process ended it before."""
    query = (
        select(Arrival)
        .where(Arrival.id == arrival_id, Arrival.state == ArrivalState.PENDING)
        .with_for_update()
    )
    arrival = (await session.execute(query)).scalar_one_or_none()
    if arrival is None:
        return False
    arrival.state, arrival.body = state, {}
    return True


async def postponed(session: AsyncSession, arrival_id: str, until: datetime) -> None:
    (await session.get_one(Arrival, arrival_id)).next_attempt_at = until
