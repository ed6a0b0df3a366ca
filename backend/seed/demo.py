"""The known customers' parcels, on an order each."""

from backend.customers.models import Customer
from backend.products.models import Product
from backend.seed.parcels import Parcel
from backend.seed.tables import CITIES, DEMO, DemoCustomer, DemoParcel
from backend.seed.trade import Purchase, shipped_order
from backend.seed.world import Party, World
from backend.shipments.models import Shipment


def _party(row: DemoCustomer, customer: Customer) -> Party:
    return Party(row.name, row.phone, CITIES.data.named(row.city), row.address, customer)


def _sender(world: World, row: DemoParcel) -> Party:
    city = CITIES.data.named(row.from_city)
    return Party(CITIES.data.house.name, CITIES.data.house.phone, city, world.address(city))


def demo_parcels(
    world: World, customers: list[Customer], products: list[Product]
) -> list[Shipment]:
    saved = {customer.external_id: customer for customer in customers}
    parties = {row.external_id: _party(row, saved[row.external_id]) for row in DEMO.data.customers}
    goods = {product.sku: product for product in products}
    rows = []
    for row in DEMO.data.customers:
        seller = parties[row.external_id] if row.sells_to else None
        buyer = parties[row.sells_to or row.external_id]
        for each in row.parcels:
            product = goods[each.sku]
            parcel = Parcel(
                waybill_no=each.waybill_no,
                carrier=each.carrier,
                story=each.story,
                sender=seller or _sender(world, each),
                recipient=buyer,
                goods=product.name,
                weight_g=product.weight_g,
                insured_fen=product.price_fen,
            )
            merchant = seller.customer if seller else None
            rows.append(shipped_order(world, Purchase(buyer, product, 1, merchant), parcel))
    return rows
