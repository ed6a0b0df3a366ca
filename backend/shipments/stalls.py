"""Whether a parcel stands still longer than is usual on its leg."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from backend.clock import now
from backend.quotes.zones import zone_of_names
from backend.shipments import queries
from backend.shipments.models import Shipment
from backend.shipments.rules import REQUESTS

HOUR_S = 3600


@dataclass(frozen=True)
class Stall:
    """`hours` since the newest scan, `usual_hours` until the next one on such a leg."""

    last_at: datetime
    hours: int
    usual_hours: int
    is_stalled: bool


async def stall_of(session: AsyncSession, shipment: Shipment) -> Stall | None:
    """None for a parcel that is going nowhere any more."""
    legs = REQUESTS.data.legs
    by_zone = legs.usual_hours.get(shipment.state)
    if by_zone is None:
        return None
    usual = by_zone[zone_of_names(shipment.sender_city, shipment.recipient_city)]
    events = await queries.events_of(session, shipment.id)
    last_at = events[0].happened_at if events else shipment.created_at
    hours = max((now() - last_at).total_seconds(), 0) / HOUR_S
    return Stall(last_at, int(hours), usual, hours * 100 > usual * legs.stalled_percent)
