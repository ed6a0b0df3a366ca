from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.elements import ColumnElement

from backend.orders.models import Order
from backend.shipments.models import Shipment, TraceEvent


async def by_waybill(session: AsyncSession, waybill_no: str) -> Shipment | None:
    """`waybill_no` normalised."""
    return await session.scalar(select(Shipment).where(Shipment.waybill_no == waybill_no))


async def events_of(session: AsyncSession, shipment_id: int) -> list[TraceEvent]:
    """Newest first."""
    rows = await session.scalars(
        select(TraceEvent)
        .where(TraceEvent.shipment_id == shipment_id)
        .order_by(TraceEvent.happened_at.desc(), TraceEvent.id.desc())
    )
    return list(rows)


async def of_customer(session: AsyncSession, customer_id: int, limit: int) -> list[Shipment]:
    """Sent, received or ordered by the customer, newest first."""
    own: ColumnElement[bool] = or_(
        Shipment.sender_id == customer_id,
        Shipment.recipient_id == customer_id,
        Shipment.order_id.in_(select(Order.id).where(Order.customer_id == customer_id)),
    )
    rows = await session.scalars(
        select(Shipment).where(own).order_by(Shipment.created_at.desc()).limit(limit)
    )
    return list(rows)
