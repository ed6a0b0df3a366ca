"""Orders, and the parcels they travel in."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from backend.customers.models import Customer
from backend.numbers.service import Prefix
from backend.orders.models import Order, OrderChannel, OrderItem, OrderState
from backend.products.models import Product
from backend.seed.parcels import Parcel, any_story, shipment
from backend.seed.tables import CITIES
from backend.seed.world import Party, World
from backend.shipments.models import Shipment, ShipmentState

SHIPPED_ORDERS = 280
PRIVATE_PARCELS = 40
WAITING_ORDERS = 60
SHIP_WITHIN = timedelta(hours=48)
COMPLETED_AFTER = timedelta(days=7)
INSURED_FROM_FEN = 30_000

ORDER_STATES = {
    ShipmentState.PENDING: OrderState.PACKING,
    ShipmentState.SIGNED: OrderState.DELIVERED,
    ShipmentState.RETURNED: OrderState.CANCELLED,
    ShipmentState.INTERCEPTED: OrderState.CANCELLED,
}


@dataclass(frozen=True)
class Purchase:
    buyer: Party
    product: Product
    quantity: int = 1
    merchant: Customer | None = None


def party_of(world: World, customer: Customer) -> Party:
    city = world.city()
    return Party(customer.name, customer.contacts[0].value, city, world.address(city), customer)


def warehouse(world: World) -> Party:
    """Where the house's own goods leave from."""
    house = CITIES.data.house
    return Party(house.name, house.phone, CITIES.data.named(house.city), house.address)


def order(world: World, purchase: Purchase, created_at: datetime, state: OrderState) -> Order:
    if purchase.buyer.customer is None:
        raise ValueError("only customers order")
    items_fen = purchase.product.price_fen * purchase.quantity
    freight_fen = 0 if items_fen >= 9900 else 800
    cancelled = state is OrderState.CANCELLED
    return Order(
        order_no=world.number(Prefix.ORDER, created_at),
        customer_id=purchase.buyer.customer.id,
        merchant_id=purchase.merchant.id if purchase.merchant else None,
        channel=world.dice.choice(list(OrderChannel)),
        state=state,
        items_fen=items_fen,
        freight_fen=freight_fen,
        total_fen=items_fen + freight_fen,
        recipient_name=purchase.buyer.name,
        recipient_phone=purchase.buyer.phone,
        recipient_city=purchase.buyer.city.name,
        recipient_address=purchase.buyer.address,
        created_at=created_at,
        ship_by=created_at + SHIP_WITHIN,
        cancelled_at=created_at + timedelta(hours=2) if cancelled else None,
        items=[
            OrderItem(
                product_id=purchase.product.id,
                name=purchase.product.name,
                quantity=purchase.quantity,
                price_fen=purchase.product.price_fen,
            )
        ],
    )


def shipped_order(world: World, purchase: Purchase, parcel: Parcel) -> Shipment:
    """The parcel with its order attached."""
    result = shipment(world, parcel)
    state = ORDER_STATES.get(result.state, OrderState.SHIPPED)
    signed_at = result.signed_at
    completed_at = signed_at + COMPLETED_AFTER if signed_at else None
    if completed_at and completed_at < world.moment:
        state = OrderState.COMPLETED
    result.order = order(world, purchase, result.created_at - world.hours(2, 20), state)
    if state is not OrderState.PACKING:
        result.order.shipped_at = result.created_at
    if state is OrderState.COMPLETED:
        result.order.completed_at = completed_at
    return result


def bought(world: World, customers: list[Customer], products: list[Product]) -> list[Shipment]:
    """The earlier in the list, the more often a customer orders."""
    weights = [1 / (rank + 8) for rank in range(len(customers))]
    buyers = world.dice.choices(customers, weights, k=SHIPPED_ORDERS)
    rows = []
    for customer in buyers:
        product = world.dice.choice(products)
        purchase = Purchase(party_of(world, customer), product, world.dice.choice([1, 1, 1, 2, 3]))
        code, waybill_no = world.waybill()
        price_fen = product.price_fen * purchase.quantity
        parcel = Parcel(
            waybill_no=waybill_no,
            carrier=code,
            story=any_story(world),
            sender=warehouse(world),
            recipient=purchase.buyer,
            goods=product.name,
            weight_g=product.weight_g * purchase.quantity,
            insured_fen=price_fen if price_fen >= INSURED_FROM_FEN else 0,
        )
        rows.append(shipped_order(world, purchase, parcel))
    return rows


def private(world: World, customers: list[Customer], products: list[Product]) -> list[Shipment]:
    """Parcels that customers send to people we do not know."""
    rows = []
    for _ in range(PRIVATE_PARCELS):
        code, waybill_no = world.waybill()
        product = world.dice.choice(products)
        parcel = Parcel(
            waybill_no=waybill_no,
            carrier=code,
            story=any_story(world),
            sender=party_of(world, world.dice.choice(customers)),
            recipient=world.stranger(),
            goods=product.category,
            weight_g=product.weight_g,
        )
        rows.append(shipment(world, parcel))
    return rows


def waiting(world: World, customers: list[Customer], products: list[Product]) -> list[Order]:
    """Orders that no parcel belongs to yet, or ever will."""
    states = [OrderState.UNPAID, OrderState.PAID, OrderState.PACKING, OrderState.CANCELLED]
    rows = []
    for _ in range(WAITING_ORDERS):
        buyer = party_of(world, world.dice.choice(customers))
        purchase = Purchase(buyer, world.dice.choice(products))
        rows.append(order(world, purchase, world.ago(1, 60), world.dice.choice(states)))
    return rows
