"""A signed-in customer's own orders, for the order picker."""

from datetime import datetime

from pydantic import ConfigDict

from backend.access.service import Asker
from backend.database import reading
from backend.orders.models import OrderState
from backend.orders.service import list_orders
from backend.orders.views import OrderView as Listed
from service.errors import SignInRequired
from service.http import Call, Endpoint, Nothing, Schema


class OrderedItem(Schema):
    model_config = ConfigDict(from_attributes=True)

    name: str
    quantity: int
    price_fen: int


class OrderView(Schema):
    """Sums in fen. `waybill_no` is that of the first parcel."""

    order_no: str
    state: OrderState
    status_text: str
    items: list[OrderedItem]
    total_fen: int
    created_at: datetime
    waybill_no: str | None
    waybills: list[str]

    @classmethod
    def of(cls, order: Listed) -> "OrderView":
        return cls(
            order_no=order.order_no,
            state=order.state,
            status_text=order.status_text,
            items=[OrderedItem.model_validate(item) for item in order.items],
            total_fen=order.total_fen,
            created_at=order.created_at,
            waybill_no=order.waybills[0] if order.waybills else None,
            waybills=[*order.waybills],
        )


class Orders(Schema):
    orders: list[OrderView]


async def list_own(call: Call[Nothing]) -> Orders:
    caller = call.caller
    if caller.customer_id is None:
        raise SignInRequired
    async with reading(call.services.database) as session:
        found = await list_orders(session, Asker(caller.conversation_id, caller.customer_id))
    return Orders(orders=[OrderView.of(order) for order in found])


ENDPOINTS = (
    Endpoint(
        "GET",
        "/orders",
        "The signed-in customer's own orders, newest first",
        list_own,
        Nothing,
        Orders,
        errors=(SignInRequired,),
    ),
)
