"""Is it there, and does it leave?"""

from sqlalchemy import func, select

from backend.figures.figure import Figure, Unit
from backend.figures.period import Period
from backend.figures.sql import Value, share
from backend.orders.models import Order, OrderState
from backend.products.models import Product, Stock

NOT_WANTED = (OrderState.UNPAID, OrderState.CANCELLED)
ARRIVED = (OrderState.DELIVERED, OrderState.COMPLETED)


def stock_out(_period: Period) -> Value:
    """Products of which nothing is free in any warehouse, as of now."""
    free = (
        select(func.coalesce(func.sum(Stock.on_hand - Stock.reserved), 0).label("free"))
        .select_from(Product)
        .outerjoin(Stock, Stock.product_id == Product.id)
        .group_by(Product.id)
        .subquery()
    )
    return share(free.c.free <= 0)


def fill(period: Period) -> Value:
    """Orders that had to leave in the period and did so in time."""
    return share(
        Order.shipped_at.is_not(None) & (Order.shipped_at <= Order.ship_by),
        period.holds(Order.ship_by),
        Order.state.not_in(NOT_WANTED),
    )


def completion(period: Period) -> Value:
    """Orders paid for in the period that have arrived."""
    return share(
        Order.state.in_(ARRIVED),
        period.holds(Order.created_at),
        Order.state != OrderState.UNPAID,
    )


FIGURES = (
    Figure("stock_out_rate", Unit.SHARE, stock_out),
    Figure("fill_rate", Unit.SHARE, fill),
    Figure("order_completion_rate", Unit.SHARE, completion),
)
