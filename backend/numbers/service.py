"""Numbers like DD202611230001: prefix, day in Shanghai, serial of the day."""

from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncSession

from backend.clock import local, now
from backend.errors import Unavailable
from backend.numbers.models import Serial
from backend.upsert import insert_into

DAY_CAPACITY = 9_999


class Prefix(StrEnum):
    ORDER = "DD"
    TICKET = "GD"
    RETURN = "TH"
    PICKUP = "QJ"


async def next_number(session: AsyncSession, prefix: Prefix) -> str:
    """A number nobody else gets: the row stays locked until the caller's transaction ends.

    Raises `Unavailable` when the day's numbers are used up.
    """
    day = local(now()).date()
    insert = insert_into(session, Serial).values(prefix=prefix.value, day=day, last=1)
    statement = insert.on_conflict_do_update(
        index_elements=[Serial.prefix, Serial.day], set_={"last": Serial.last + 1}
    ).returning(Serial.last)
    serial = (await session.execute(statement)).scalar_one()
    if serial > DAY_CAPACITY:
        raise Unavailable(f"no {prefix} numbers left for {day}")
    return f"{prefix}{day:%Y%m%d}{serial:04d}"
