import json
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.customers.models import ContactPoint, Customer, Tier
from backend.database import reading
from backend.imports.problems import BadRows
from backend.imports.service import Subject, import_file
from backend.imports.words import ProblemCode
from backend.orders.models import Order
from backend.shipments.models import Shipment, TraceEvent

CUSTOMERS = """external_id,name,phone,trade_volume,trade_frequency,credit_standing,industry_fit
u1,林晓梅,13800001234,90,90,90,90
u2,王建国,13900005678,,,,
"""
ORDERS = [
    {
        "order_no": "DD202611230001",
        "customer": "u1",
        "state": "paid",
        "item_name": "保温杯",
        "quantity": 2,
        "price_fen": 9900,
        "freight_fen": 800,
        "recipient_name": "林晓梅",
        "recipient_phone": "13800001234",
        "recipient_city": "杭州市",
        "recipient_address": "浙江省杭州市余杭区文一西路969号",
        "created_at": "2026-11-23 08:30:00",
    }
]
SHIPMENT = {
    "waybill_no": "sf 1234-5678-90123",
    "carrier_code": "SF",
    "order_no": "DD202611230001",
    "sender_name": "驿达商城",
    "sender_phone": "057186009527",
    "sender_city": "杭州市",
    "sender_address": "物流园",
    "recipient_name": "林晓梅",
    "recipient_phone": "13800001234",
    "recipient_city": "杭州市",
    "recipient_address": "文一西路969号",
    "goods": "保温杯",
    "weight_g": 900,
    "state": "in_transit",
    "created_at": "2026-11-23T09:00:00+08:00",
    "events": [{"code": "1", "happened_at": "2026-11-23 10:00:00", "text": "已揽收"}],
}


async def load(
    engine: AsyncEngine, folder: Path, subject: Subject, content: str | list[dict[str, object]]
) -> int:
    suffix, text = ("csv", content) if isinstance(content, str) else ("json", json.dumps(content))
    file = folder / f"{subject}.{suffix}"
    file.write_text(text, "utf-8")
    return await import_file(engine, subject, file)


async def load_all(engine: AsyncEngine, folder: Path) -> None:
    await load(engine, folder, Subject.CUSTOMERS, CUSTOMERS)
    await load(engine, folder, Subject.ORDERS, ORDERS)
    await load(engine, folder, Subject.SHIPMENTS, [SHIPMENT])


async def test_customers_orders_and_shipments_come_in_and_belong_together(
    engine: AsyncEngine, tmp_path: Path
) -> None:
    await load_all(engine, tmp_path)
    async with reading(engine) as session:
        customer = (
            await session.scalars(select(Customer).where(Customer.external_id == "u1"))
        ).one()
        order = (await session.scalars(select(Order))).one()
        shipment = (await session.scalars(select(Shipment))).one()
    assert customer.tier is Tier.A
    assert (order.customer_id, order.total_fen) == (customer.id, 20600)
    assert order.created_at.isoformat() == "2026-11-23T00:30:00+00:00"
    assert (shipment.waybill_no, shipment.order_id) == ("SF1234567890123", order.id)


async def test_importing_again_updates_and_adds_nothing(
    engine: AsyncEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.imports.lookup.CHUNK", 1)
    await load_all(engine, tmp_path)
    await load_all(engine, tmp_path)
    await load(engine, tmp_path, Subject.ORDERS, [ORDERS[0] | {"state": "shipped"}])
    async with reading(engine) as session:
        for column, count in (
            (Customer.id, 2),
            (ContactPoint.id, 2),
            (Order.id, 1),
            (Shipment.id, 1),
            (TraceEvent.id, 1),
        ):
            assert await session.scalar(select(func.count(column))) == count
        assert await session.scalar(select(Order.state)) == "shipped"


async def test_bad_rows_are_all_reported_and_nothing_comes_in(
    sqlite: AsyncEngine, tmp_path: Path
) -> None:
    rows = (
        CUSTOMERS + 'u3,"多行\n名字",abc,,,,\nu1,重复,13800000000,,,,\nu4,好的,13800000001,999,,,\n'
    )
    with pytest.raises(BadRows) as caught:
        await load(sqlite, tmp_path, Subject.CUSTOMERS, rows)
    assert [(each.line, each.code) for each in caught.value.problems] == [
        (4, ProblemCode.FORMAT),
        (6, ProblemCode.DUPLICATE),
        (7, ProblemCode.NUMBER),
    ]
    assert caught.value.problems[0].message == "phone 的值“abc”格式不对"
    async with reading(sqlite) as session:
        assert await session.scalar(select(func.count(Customer.id))) == 0


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"carrier_code": "XX"}, ProblemCode.UNKNOWN),
        ({"order_no": "DD209901010001"}, ProblemCode.UNKNOWN),
        ({"state": "flying"}, ProblemCode.CHOICE),
        ({"created_at": "昨天"}, ProblemCode.TIME),
        ({"weight_g": 0}, ProblemCode.NUMBER),
        ({"colour": "red"}, ProblemCode.EXTRA),
        ({"goods": None}, ProblemCode.FORMAT),
        (
            {"events": [{"code": "99", "happened_at": "2026-11-23 10:00:00", "text": "?"}]},
            ProblemCode.UNKNOWN,
        ),
    ],
)
async def test_every_kind_of_mistake_has_its_code(
    sqlite: AsyncEngine, tmp_path: Path, change: dict[str, object], code: ProblemCode
) -> None:
    await load_all(sqlite, tmp_path)
    with pytest.raises(BadRows) as caught:
        await load(sqlite, tmp_path, Subject.SHIPMENTS, [SHIPMENT | change])
    assert [(each.line, each.code) for each in caught.value.problems] == [(1, code)]


async def test_trace_events_fit_into_a_csv_cell(sqlite: AsyncEngine, tmp_path: Path) -> None:
    await load_all(sqlite, tmp_path)
    flat = {key: value for key, value in SHIPMENT.items() if key != "events"}
    events = json.dumps(SHIPMENT["events"]).replace('"', '""')
    text = ",".join([*flat, "events"]) + "\n" + ",".join(map(str, flat.values())) + f',"{events}"\n'
    text = text.replace("sf 1234-5678-90123", "YT1234567890123").replace(",SF,", ",YTO,")
    assert await load(sqlite, tmp_path, Subject.SHIPMENTS, text) == 1
    async with reading(sqlite) as session:
        assert await session.scalar(select(func.count(TraceEvent.id))) == 2


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"{", b'{"a": 1}'])
async def test_an_unreadable_file_is_said_in_words(
    sqlite: AsyncEngine, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "customers.json"
    file.write_bytes(content)
    with pytest.raises(BadRows) as caught:
        await import_file(sqlite, Subject.CUSTOMERS, file)
    assert caught.value.problems[0].code is ProblemCode.UNREADABLE
