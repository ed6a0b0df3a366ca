"""The quota of messages that a platform allows after each message of a user."""

from datetime import timedelta

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from backend.channels.models import Window
from backend.clock import now
from backend.upsert import insert_into


async def heard(session: AsyncSession, channel: str, user: str) -> None:
    """The user wrote: the window opens anew."""
    moment = now()
    await session.execute(
        insert_into(session, Window)
        .values(channel=channel, channel_user=user, heard_at=moment, sent=0)
        .on_conflict_do_update(
            index_elements=["channel", "channel_user"], set_={"heard_at": moment, "sent": 0}
        )
    )


async def spend(
    session: AsyncSession, channel: str, user: str, limit: int, within: timedelta
) -> bool:
    """Take one of `limit` messages. False when none is left or the window has closed."""
    taken = await session.execute(
        update(Window)
        .where(
            Window.channel == channel,
            Window.channel_user == user,
            Window.heard_at > now() - within,
            Window.sent < limit,
        )
        .values(sent=Window.sent + 1)
        .returning(Window.sent)
    )
    return taken.scalar_one_or_none() is not None


async def close(session: AsyncSession, channel: str, user: str, limit: int) -> bool:
    """Nothing more is sent before the user writes. False when it was closed before."""
    closed = await session.execute(
        update(Window)
        .where(Window.channel == channel, Window.channel_user == user, Window.sent <= limit)
        .values(sent=limit + 1)
        .returning(Window.sent)
    )
    return closed.scalar_one_or_none() is not None


async def refund(session: AsyncSession, channel: str, user: str) -> None:
    """The platform did not take it. Where it counts otherwise, it says so at the next one."""
    await session.execute(
        update(Window)
        .where(Window.channel == channel, Window.channel_user == user, Window.sent > 0)
        .values(sent=Window.sent - 1)
    )
