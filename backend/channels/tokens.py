"""Access tokens: read by all, fetched anew by one process at a time."""

from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from backend.channels.models import AccessToken
from backend.clock import now
from backend.upsert import insert_into

LONG_AGO = datetime.fromisoformat("2000-01-01T00:00:00+00:00")


async def valid(session: AsyncSession, channel: str) -> str | None:
    query = select(AccessToken.token).where(
        AccessToken.channel == channel, AccessToken.expires_at > now()
    )
    return (await session.execute(query)).scalar_one_or_none()


async def lease(session: AsyncSession, channel: str, owner: str, hold: timedelta) -> bool:
    """Whether this owner is the one to fetch: the guarded update decides between processes."""
    await session.execute(
        insert_into(session, AccessToken)
        .values(channel=channel, token="", expires_at=LONG_AGO, lease_until=LONG_AGO)
        .on_conflict_do_nothing()
    )
    moment = now()
    taken = await session.execute(
        update(AccessToken)
        .where(
            AccessToken.channel == channel,
            AccessToken.expires_at <= moment,
            or_(AccessToken.lease_until <= moment, AccessToken.lease_owner.is_(None)),
        )
        .values(lease_owner=owner, lease_until=moment + hold)
        .returning(AccessToken.channel)
    )
    return taken.scalar_one_or_none() is not None


async def store(
    session: AsyncSession, channel: str, owner: str, token: str, expires_at: datetime
) -> None:
    """Of an owner whose lease ran out, only while nobody else has one."""
    await session.execute(
        update(AccessToken)
        .where(AccessToken.channel == channel, AccessToken.lease_owner == owner)
        .values(token=token, expires_at=expires_at, lease_owner=None)
    )


async def give_up(session: AsyncSession, channel: str, owner: str) -> None:
    """The fetch failed: another may try at once."""
    await session.execute(
        update(AccessToken)
        .where(AccessToken.channel == channel, AccessToken.lease_owner == owner)
        .values(lease_owner=None)
    )


async def refused(session: AsyncSession, channel: str, token: str) -> None:
    """The platform no longer takes this token. A newer one stays."""
    await session.execute(
        update(AccessToken)
        .where(AccessToken.channel == channel, AccessToken.token == token)
        .values(expires_at=LONG_AGO)
    )
