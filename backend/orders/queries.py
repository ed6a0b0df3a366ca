from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from backend.orders.models import Order
from backend.shipments.models import Shipment


async def own_order(session: AsyncSession, customer_id: int, order_no: str) -> Order | None:
    """With its items; only for the buyer or the merchant."""
    return await session.scalar(
        select(Order)
        .where(
            Order.order_no == order_no,
            or_(Order.customer_id == customer_id, Order.merchant_id == customer_id),
        )
        .options(selectinload(Order.items))
    )


async def of_customer(session: AsyncSession, customer_id: int, limit: int) -> list[Order]:
    """With their items, newest first."""
    rows = await session.scalars(
        select(Order)
        .where(Order.customer_id == customer_id)
        .options(selectinload(Order.items))
        .order_by(Order.created_at.desc(), Order.id.desc())
        .limit(limit)
    )
    return list(rows)


async def waybills_of(session: AsyncSession, order_ids: list[int]) -> dict[int, list[str]]:
    """Order id → waybill numbers, oldest first."""
    rows = await session.execute(
        select(Shipment.order_id, Shipment.waybill_no)
        .where(Shipment.order_id.in_(order_ids))
        .order_by(Shipment.created_at)
    )
    result: dict[int, list[str]] = {}
    for order_id, waybill_no in rows:
        if order_id is not None:
            result.setdefault(order_id, []).append(waybill_no)
    return result
