"""Goods of an order that are sold out, and others in their place."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from backend.access.service import Asker
from backend.errors import Conflict, NotFound
from backend.orders.models import Order, OrderItem, OrderState
from backend.orders.service import get_order
from backend.products import queries as products
from backend.products.models import Product, Stock
from backend.products.queries import Availability
from backend.tickets import queries as tickets
from backend.tickets.models import TicketKind
from backend.tickets.service import Draft, file_ticket

TO_SHIP = (OrderState.PAID, OrderState.PACKING)


@dataclass(frozen=True)
class Shortage:
    """An item that cannot be sent; `substitutes` are in stock, best first."""

    item_id: int
    name: str
    quantity: int
    price_fen: int
    restock_on: date | None
    substitutes: tuple[Availability, ...]

    def difference_fen(self, other: Availability) -> int:
        """What the other goods cost more, or less."""
        return (other.price_fen - self.price_fen) * self.quantity


@dataclass(frozen=True)
class Substituted:
    """The ticket settles the difference in price and tells the warehouse."""

    ticket_no: str
    order_no: str
    goods: str
    difference_fen: int


async def shortage(session: AsyncSession, asker: Asker, order_no: str) -> Shortage | None:
    """The first item of the buyer's unshipped order that is sold out. Raises `NotFound`."""
    order = await get_order(session, asker, order_no)
    if order.customer_id != asker.customer_id or order.state not in TO_SHIP:
        return None
    for item in order.items:
        product = await session.get(Product, item.product_id) if item.product_id else None
        if product is None:
            continue
        (stock,) = await products.find(session, product.sku) or (None,)
        if stock is not None and stock.available <= 0:
            return _shortage(item, stock, await products.substitutes(session, product.sku))
    return None


async def substitute(
    session: AsyncSession, asker: Asker, order_no: str, sku: str, *, words: str, turn_id: str
) -> Substituted:
    """Raises `NotFound` for what was not offered, `Conflict` when it has been sold out since."""
    if earlier := await tickets.of_turn(session, turn_id, TicketKind.ORDER):
        difference = earlier.facts.get("difference_fen")
        fen = difference if isinstance(difference, int) else 0
        return Substituted(earlier.ticket_no, order_no, str(earlier.facts.get("goods")), fen)
    order = await get_order(session, asker, order_no)
    missing = await shortage(session, asker, order_no)
    offered = {each.sku: each for each in missing.substitutes} if missing else {}
    if missing is None or sku not in offered:
        raise NotFound
    other = offered[sku]
    product_id = await _reserve(session, sku, missing.quantity)
    difference = missing.difference_fen(other)
    _exchange(order, missing, other, product_id)
    facts: dict[str, object] = {
        "order_no": order_no,
        "instead_of": missing.name,
        "goods": other.name,
        "difference_fen": difference,
    }
    draft = Draft(TicketKind.ORDER, words, turn_id, facts, order_id=order.id)
    ticket = (await file_ticket(session, asker, draft)).ticket
    return Substituted(ticket.ticket_no, order_no, other.name, difference)


def _shortage(item: OrderItem, stock: Availability, others: list[Availability]) -> Shortage:
    return Shortage(
        item.id, item.name, item.quantity, item.price_fen, stock.restock_on, tuple(others)
    )


async def _reserve(session: AsyncSession, sku: str, quantity: int) -> int:
    """The product's id. The guarded update decides between buyers of the last piece."""
    product_id = await session.scalar(select(Product.id).where(Product.sku == sku))
    free = Stock.on_hand - Stock.reserved >= quantity
    rows = await session.scalars(select(Stock.id).where(Stock.product_id == product_id, free))
    for stock_id in rows:
        taken = await session.execute(
            update(Stock)
            .where(Stock.id == stock_id, free)
            .values(reserved=Stock.reserved + quantity)
            .returning(Stock.id)
        )
        if taken.scalar_one_or_none() is not None and product_id is not None:
            return product_id
    raise Conflict("sold out meanwhile", sku=sku)


def _exchange(order: Order, missing: Shortage, other: Availability, product_id: int) -> None:
    item = next(each for each in order.items if each.id == missing.item_id)
    difference = missing.difference_fen(other)
    item.product_id, item.name, item.price_fen = product_id, other.name, other.price_fen
    order.items_fen += difference
    order.total_fen += difference
