"""Booking a courier who collects, hurrying and cancelling one."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.access.service import Asker
from backend.clock import now
from backend.errors import Conflict, InvalidInput, NotFound
from backend.numbers.service import Prefix, next_number
from backend.pickups.models import Pickup, PickupState

COMING = (PickupState.BOOKED, PickupState.ASSIGNED, PickupState.MISSED)
LIST_LENGTH = 10


@dataclass(frozen=True)
class PickupDraft:
    contact_name: str
    contact_phone: str
    city: str
    address: str
    goods: str
    window_start: datetime
    window_end: datetime
    turn_id: str
    destination_city: str | None = None
    weight_g: int | None = None


async def book_pickup(session: AsyncSession, asker: Asker, draft: PickupDraft) -> Pickup:
    """The same turn again gives the same booking. Raises `InvalidInput` for a time that is over."""
    earlier = await session.scalar(select(Pickup).where(Pickup.turn_id == draft.turn_id))
    if earlier is not None:
        return earlier
    if draft.window_end <= max(now(), draft.window_start):
        raise InvalidInput("the time is over", field="window")
    result = Pickup(
        pickup_no=await next_number(session, Prefix.PICKUP),
        customer_id=asker.customer_id,
        conversation_id=asker.conversation_id,
        state=PickupState.BOOKED,
        created_at=now(),
        **vars(draft),
    )
    session.add(result)
    await session.flush()
    return result


async def list_pickups(session: AsyncSession, asker: Asker) -> list[Pickup]:
    """Those still to come, of the account or booked in this conversation; the soonest first."""
    mine = Pickup.conversation_id == asker.conversation_id
    if asker.customer_id is not None:
        mine |= Pickup.customer_id == asker.customer_id
    rows = await session.scalars(
        select(Pickup)
        .where(mine, Pickup.state.in_(COMING))
        .order_by(Pickup.window_start)
        .limit(LIST_LENGTH)
    )
    return list(rows)


async def get_pickup(session: AsyncSession, asker: Asker, pickup_no: str) -> Pickup:
    """Raises `NotFound` for missing and foreign bookings alike."""
    found = await session.scalar(
        select(Pickup).where(Pickup.pickup_no == pickup_no.strip().upper())
    )
    is_mine = found is not None and (
        found.conversation_id == asker.conversation_id
        or (asker.customer_id is not None and found.customer_id == asker.customer_id)
    )
    if found is None or not is_mine:
        raise NotFound
    return found


async def urge_pickup(session: AsyncSession, asker: Asker, pickup_no: str) -> Pickup:
    """Raises `Conflict` when nobody is awaited."""
    found = await get_pickup(session, asker, pickup_no)
    if found.state not in COMING:
        raise Conflict(f"a pickup that is {found.state} cannot be hurried")
    found.urged_at = now()
    return found


async def cancel_pickup(session: AsyncSession, asker: Asker, pickup_no: str) -> Pickup:
    """Raises `Conflict` once the parcel is collected."""
    found = await get_pickup(session, asker, pickup_no)
    if found.state is PickupState.COLLECTED:
        raise Conflict("collected already: intercept the parcel instead")
    found.state = PickupState.CANCELLED
    return found
