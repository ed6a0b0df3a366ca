from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from backend.carriers.rules import CARRIERS, TRACE_CODES
from backend.imports.files import Numbered, parse
from backend.imports.lookup import by_keys
from backend.imports.problems import BadRows, Problem
from backend.imports.rows import ShipmentColumns
from backend.imports.words import ProblemCode
from backend.orders.models import Order
from backend.shipments.models import Shipment, TraceEvent

Parsed = list[tuple[int, ShipmentColumns]]


async def save_shipments(session: AsyncSession, rows: list[Numbered]) -> int:
    parsed = parse(rows, ShipmentColumns, "waybill_no")
    orders = await _orders(session, parsed)
    if problems := [each for line, row in parsed for each in _unknown(line, row, orders)]:
        raise BadRows(problems)
    query = select(Shipment).options(selectinload(Shipment.events))
    waybills = [row.waybill_no for _, row in parsed]
    found = await by_keys(session, query, Shipment.waybill_no, waybills)
    known = {shipment.waybill_no: shipment for shipment in found}
    for _, row in parsed:
        shipment = known.get(row.waybill_no) or Shipment(waybill_no=row.waybill_no, events=[])
        _fill(shipment, row, orders)
        session.add(shipment)
    return len(parsed)


async def _orders(session: AsyncSession, parsed: Parsed) -> dict[str, Order]:
    numbers = [row.order_no for _, row in parsed if row.order_no]
    found = await by_keys(session, select(Order), Order.order_no, numbers)
    return {order.order_no: order for order in found}


def _unknown(line: int, row: ShipmentColumns, orders: dict[str, Order]) -> list[Problem]:
    """What the row names and the system does not know."""
    problems = []
    if CARRIERS.data.by_code(row.carrier_code) is None:
        problems.append(Problem.of(line, ProblemCode.UNKNOWN, "carrier_code", row.carrier_code))
    if row.order_no and row.order_no not in orders:
        problems.append(Problem.of(line, ProblemCode.UNKNOWN, "order_no", row.order_no))
    problems += [
        Problem.of(line, ProblemCode.UNKNOWN, "events.code", event.code)
        for event in row.events
        if event.code not in TRACE_CODES.data.codes
    ]
    return problems


def _fill(shipment: Shipment, row: ShipmentColumns, orders: dict[str, Order]) -> None:
    for name, value in row.model_dump(exclude={"order_no", "events"}).items():
        setattr(shipment, name, value)
    if row.order_no:
        order = orders[row.order_no]
        shipment.order_id, shipment.recipient_id = order.id, order.customer_id
    held = {(event.happened_at, event.code) for event in shipment.events}
    for event in row.events:
        if (event.happened_at, event.code) not in held:
            held.add((event.happened_at, event.code))
            shipment.events.append(TraceEvent(**event.model_dump()))
