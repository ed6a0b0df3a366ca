"""When business is over, so that it no longer needs the person."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.orders.models import Order, OrderState
from backend.people.errors import Unfinished
from backend.people.whose import Belongings, Whose
from backend.pickups.models import Pickup, PickupState
from backend.shipments.models import Shipment, ShipmentState
from backend.tickets.models import Ticket, TicketState

ORDERS_DONE = (OrderState.DELIVERED, OrderState.COMPLETED, OrderState.CANCELLED)
PARCELS_DONE = (
    ShipmentState.SIGNED,
    ShipmentState.RETURNED,
    ShipmentState.INTERCEPTED,
    ShipmentState.LOST,
    ShipmentState.CANCELLED,
)
PICKUPS_DONE = (PickupState.COLLECTED, PickupState.MISSED, PickupState.CANCELLED)
TICKETS_DONE = (TicketState.RESOLVED, TicketState.WITHDRAWN)


async def check_finished(session: AsyncSession, person: Belongings) -> None:
    """Raises `Unfinished`: a parcel under way needs its address, a claim its claimant."""
    queries = (
        select(Order.order_no).where(
            Order.id.in_(person.of(Whose.ORDER)), Order.state.not_in(ORDERS_DONE)
        ),
        select(Shipment.waybill_no).where(
            Shipment.id.in_(person.of(Whose.PASSED)), Shipment.state.not_in(PARCELS_DONE)
        ),
        select(Pickup.pickup_no).where(
            Pickup.id.in_(person.of(Whose.PICKUP)), Pickup.state.not_in(PICKUPS_DONE)
        ),
        select(Ticket.ticket_no).where(
            Ticket.id.in_(person.of(Whose.TICKET)), Ticket.state.not_in(TICKETS_DONE)
        ),
    )
    numbers = [number for query in queries for number in await session.scalars(query)]
    if numbers:
        raise Unfinished(numbers)
