from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from backend.customers.models import Customer
from backend.imports.files import Numbered, parse
from backend.imports.lookup import by_keys
from backend.imports.problems import BadRows, Problem
from backend.imports.rows import OrderColumns
from backend.imports.words import ProblemCode
from backend.orders.models import Order, OrderItem

ITEM_COLUMNS = {"item_name", "quantity", "price_fen", "customer"}


async def save_orders(session: AsyncSession, rows: list[Numbered]) -> int:
    parsed = parse(rows, OrderColumns, "order_no")
    buyers = await _buyers(session, parsed)
    query = select(Order).options(selectinload(Order.items))
    found = await by_keys(session, query, Order.order_no, [row.order_no for _, row in parsed])
    known = {order.order_no: order for order in found}
    for _, row in parsed:
        order = known.get(row.order_no) or Order(order_no=row.order_no, items=[])
        _fill(order, row, buyers[row.customer])
        session.add(order)
    return len(parsed)


async def _buyers(session: AsyncSession, parsed: list[tuple[int, OrderColumns]]) -> dict[str, int]:
    """external_id → id. Raises `BadRows` for customers we do not know."""
    names = list({row.customer for _, row in parsed})
    found = await by_keys(session, select(Customer), Customer.external_id, names)
    ids = {customer.external_id: customer.id for customer in found if customer.external_id}
    problems = [
        Problem.of(line, ProblemCode.UNKNOWN, "customer", row.customer)
        for line, row in parsed
        if row.customer not in ids
    ]
    if problems:
        raise BadRows(problems)
    return ids


def _fill(order: Order, row: OrderColumns, customer_id: int) -> None:
    for name, value in row.model_dump(exclude=ITEM_COLUMNS).items():
        setattr(order, name, value)
    order.customer_id = customer_id
    order.items_fen = row.price_fen * row.quantity
    order.total_fen = order.items_fen + row.freight_fen
    item = next((item for item in order.items if item.name == row.item_name), None)
    if item is None:
        item = OrderItem(name=row.item_name)
        order.items.append(item)
    item.quantity, item.price_fen = row.quantity, row.price_fen
