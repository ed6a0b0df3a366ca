"""Rows that tests need and do not care about."""

from datetime import timedelta

from backend.clock import now
from backend.customers.models import ContactKind, ContactPoint, Customer, CustomerKind, Tier
from backend.shipments.models import Shipment, ShipmentState, TraceEvent

WAYBILL = "SF1999999999999"
TAIL = "1234"


def customer(name: str = "林晓梅", phone: str = "13800001234") -> Customer:
    return Customer(
        name=name,
        kind=CustomerKind.INDIVIDUAL,
        tier=Tier.C,
        created_at=now(),
        contacts=[ContactPoint(kind=ContactKind.PHONE, value=phone, verified=True)],
    )


def shipment(waybill_no: str = WAYBILL, recipient_phone: str = "13800001234") -> Shipment:
    """On its way, with two events."""
    return Shipment(
        waybill_no=waybill_no,
        carrier_code="SF",
        sender_name="王建国",
        sender_phone="13900005678",
        sender_city="上海市",
        sender_address="上海市徐汇区漕溪北路1号",
        recipient_name="林晓梅",
        recipient_phone=recipient_phone,
        recipient_city="杭州市",
        recipient_address="浙江省杭州市余杭区文一西路969号",
        goods="保温杯",
        weight_g=450,
        freight_fen=1200,
        state=ShipmentState.IN_TRANSIT,
        created_at=now() - timedelta(days=1),
        events=[
            TraceEvent(
                code="1", happened_at=now() - timedelta(hours=20), place="上海", text="已揽收"
            ),
            TraceEvent(
                code="0", happened_at=now() - timedelta(hours=2), place="杭州", text="已到达"
            ),
        ],
    )
