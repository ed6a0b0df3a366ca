"""Queues of a platform that are read by cursor, by one process at a time."""

from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.channels.models import Inlet
from backend.clock import now
from backend.upsert import insert_into

LONG_AGO = datetime.fromisoformat("2000-01-01T00:00:00+00:00")


async def want(session: AsyncSession, channel: str, name: str, token: str) -> None:
    """There is something to read. `token` came with the news and is good for a while."""
    await session.execute(
        insert_into(session, Inlet)
        .values(
            channel=channel,
            name=name,
            cursor="",
            token=token,
            wanted=1,
            read=0,
            read_at=LONG_AGO,
            lease_until=LONG_AGO,
        )
        .on_conflict_do_update(
            index_elements=["channel", "name"],
            set_={"wanted": Inlet.wanted + 1, "token": token},
        )
    )


async def claim(
    session: AsyncSession, channel: str, every: timedelta, hold: timedelta
) -> Inlet | None:
    """One with news, or one not read for so long that news may have been lost."""
    moment = now()
    query = (
        select(Inlet)
        .where(
            Inlet.channel == channel,
            Inlet.lease_until <= moment,
            or_(Inlet.read < Inlet.wanted, Inlet.read_at <= moment - every),
        )
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    found = (await session.execute(query)).scalar_one_or_none()
    if found is not None:
        found.lease_until = moment + hold
    return found


async def advance(session: AsyncSession, seen: Inlet, cursor: str, *, more: bool) -> None:
    """What `seen` brought is stored. News that came meanwhile keeps the inlet wanted."""
    inlet = await session.get_one(Inlet, (seen.channel, seen.name))
    inlet.cursor, inlet.lease_until, inlet.read_at = cursor, LONG_AGO, now()
    inlet.read = seen.wanted - 1 if more else seen.wanted


async def release(session: AsyncSession, seen: Inlet, until: datetime) -> None:
    """Reading failed; try again then."""
    (await session.get_one(Inlet, (seen.channel, seen.name))).lease_until = until
