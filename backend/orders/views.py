"""What a customer is shown of an order."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from backend.orders.models import Order, OrderState
from backend.orders.words import ORDER_WORDS
from backend.privacy import mask_address, mask_name, mask_phone


@dataclass(frozen=True)
class ItemView:
    name: str
    quantity: int
    price_fen: int


@dataclass(frozen=True)
class OrderView:
    order_no: str
    state: OrderState
    status_text: str
    items: tuple[ItemView, ...]
    total_fen: int
    recipient_name: str
    recipient_phone: str
    recipient_address: str
    created_at: datetime
    ship_by: datetime | None
    waybills: tuple[str, ...]

    @classmethod
    def of(cls, order: Order, waybills: list[str]) -> Self:
        """`order` with its items loaded."""
        return cls(
            order_no=order.order_no,
            state=order.state,
            status_text=ORDER_WORDS.data.states[order.state],
            items=tuple(ItemView(i.name, i.quantity, i.price_fen) for i in order.items),
            total_fen=order.total_fen,
            recipient_name=mask_name(order.recipient_name),
            recipient_phone=mask_phone(order.recipient_phone),
            recipient_address=mask_address(order.recipient_address),
            created_at=order.created_at,
            ship_by=order.ship_by,
            waybills=tuple(waybills),
        )
