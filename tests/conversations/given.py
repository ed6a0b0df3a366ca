"""The data a conversation starts from: made for it alone, by the seed's own makers."""

from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any

from script import Given, OrderGiven, ParcelGiven, PickupGiven
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.clock import local, now
from backend.customers.models import ContactKind, ContactPoint, Customer
from backend.numbers.service import Prefix, next_number
from backend.orders.models import Order, OrderState
from backend.pickups.models import Pickup, PickupState
from backend.products.models import Product
from backend.seed.parcels import Parcel
from backend.seed.parcels import shipment as parcel_of
from backend.seed.tables import CITIES
from backend.seed.trade import Purchase, order, shipped_order
from backend.seed.world import Party, World

HOME = ("杭州市", "浙江省杭州市余杭区文一西路969号3幢502室")
AWAY = ("上海市", "上海市浦东新区张杨路500号8栋")
OTHER = "对方"
EXTERNAL_ID = "talk-{phone}"


@dataclass
class Made:
    """What was made: names for the conversation's words, and the rows that are its own."""

    customer_id: int
    external_id: str
    names: dict[str, str] = field(default_factory=dict)
    shipment_ids: list[int] = field(default_factory=list)

    def name(self, key: str, value: str) -> None:
        """The first is {key}, the second {key_2}."""
        count = sum(name.partition("_")[0] == key for name in self.names)
        self.names[key if count == 0 else f"{key}_{count + 1}"] = value


async def make(session: AsyncSession, given: Given) -> Made:
    world = World(now(), Random())
    me = await _customer(session, world, given)
    made = Made(me.customer.id if me.customer else 0, given.me.external_id or "")
    made.external_id = me.customer.external_id or "" if me.customer else ""
    made.name("phone", me.phone)
    for each in given.parcels:
        await _parcel(session, world, me, each, made)
    for wanted in given.orders:
        await _order(session, world, me, wanted, made)
    for pickup in given.pickups:
        await _pickup(session, me, pickup, made)
    await session.flush()
    return made


async def _customer(session: AsyncSession, world: World, given: Given) -> Party:
    phone = world.phone()
    customer = Customer(
        external_id=EXTERNAL_ID.format(phone=phone),
        name=given.me.name,
        kind=given.me.kind,
        is_merchant=given.me.is_merchant,
        tier=given.me.tier,
        created_at=now() - timedelta(days=90),
        contacts=[ContactPoint(kind=ContactKind.PHONE, value=phone, verified=True)],
    )
    session.add(customer)
    await session.flush()
    city, address = HOME
    return Party(given.me.name, phone, CITIES.data.named(city), address, customer)


async def _product(session: AsyncSession, sku: str) -> Product:
    return (await session.scalars(select(Product).where(Product.sku == sku))).one()


async def _parcel(
    session: AsyncSession, world: World, me: Party, given: ParcelGiven, made: Made
) -> None:
    product = await _product(session, given.goods)
    city, address = AWAY
    other = Party(OTHER, world.phone(), CITIES.data.named(city), address)
    buyer = Party(me.name, me.phone, me.city, me.address, me.customer)
    sender, recipient = (other, buyer) if given.role == "recipient" else (buyer, other)
    code, waybill_no = world.waybill()
    parcel = Parcel(
        waybill_no=waybill_no,
        carrier=code,
        story=given.story,
        sender=sender,
        recipient=recipient,
        goods=product.name,
        weight_g=product.weight_g,
    )
    if given.role == "recipient":
        row = shipped_order(world, Purchase(buyer, product), parcel)
    else:
        row = parcel_of(world, parcel)
    row.promised_at = now() + timedelta(hours=given.promised_in_hours)
    if given.signed_days_ago is not None:
        row.signed_at = now() - timedelta(days=given.signed_days_ago)
    _set(row, given.shipment)
    if row.order:
        row.order.order_no = await next_number(session, Prefix.ORDER)
        _set(row.order, given.order)
        made.name("order", row.order.order_no)
    session.add(row)
    await session.flush()
    made.shipment_ids.append(row.id)
    made.name("waybill", row.waybill_no)
    made.name("tail", row.recipient_phone[-4:])
    made.name("sendertail", row.sender_phone[-4:])


async def _order(
    session: AsyncSession, world: World, me: Party, given: OrderGiven, made: Made
) -> None:
    product = await _product(session, given.goods)
    created_at = now() - timedelta(hours=given.hours_ago)
    row: Order = order(world, Purchase(me, product), created_at, OrderState(given.state))
    row.order_no = await next_number(session, Prefix.ORDER)
    _set(row, given.order)
    session.add(row)
    made.name("order", row.order_no)


async def _pickup(session: AsyncSession, me: Party, given: PickupGiven, made: Made) -> None:
    start = local(now()) + timedelta(hours=given.starts_in_hours)
    row = Pickup(
        pickup_no=await next_number(session, Prefix.PICKUP),
        customer_id=made.customer_id,
        contact_name=me.name,
        contact_phone=me.phone,
        city=me.city.name,
        address=me.address,
        goods=given.goods,
        window_start=start,
        window_end=start + timedelta(hours=2),
        state=PickupState(given.state),
        courier_phone="13612340000",
        created_at=now() - timedelta(hours=4),
    )
    session.add(row)
    made.name("pickup", row.pickup_no)


def _set(row: Any, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
