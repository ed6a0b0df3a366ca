"""Bringing a carrier's trace into our tables, from where everybody reads it."""

from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from backend.carriers.rules import TRACE_CODES
from backend.carriers.trace import Carrier, Trace
from backend.database import reading, transaction
from backend.errors import NotFound
from backend.shipments import queries
from backend.shipments.models import Shipment, ShipmentState, TraceEvent

UNKNOWN_CODE = "0"  # a scan without a code, or with one we do not know, is a parcel on its way


async def refresh(engine: AsyncEngine, carrier: Carrier, waybill_no: str) -> int:
    """How many new scans were saved. Raises `NotFound`, and what `Carrier.trace` raises.

    No transaction is open while the carrier is asked: a slow one must not hold up the writers.
    """
    async with reading(engine) as session:
        shipment = await queries.by_waybill(session, waybill_no)
    if shipment is None:
        raise NotFound
    tail = shipment.recipient_phone[-4:]
    trace = await carrier.trace(waybill_no, shipment.carrier_code, tail)
    async with transaction(engine) as session:
        return await _save(session, waybill_no, trace)


async def _save(session: AsyncSession, waybill_no: str, trace: Trace) -> int:
    shipment = await queries.by_waybill(session, waybill_no)
    if shipment is None:
        raise NotFound
    events = await queries.events_of(session, shipment.id)
    held = {(event.happened_at, event.code) for event in events}
    fresh = {}
    for scan in trace.scans:
        code = scan.code if scan.code in TRACE_CODES.data.codes else None
        key = (scan.happened_at, code or UNKNOWN_CODE)
        if key not in held:
            fresh[key] = TraceEvent(
                shipment_id=shipment.id,
                happened_at=scan.happened_at,
                code=key[1],
                place=scan.place[:80],
                text=scan.text[:300],
            )
    session.add_all(fresh.values())
    _settle(shipment, trace)
    return len(fresh)


def _settle(shipment: Shipment, trace: Trace) -> None:
    """The parcel's own state follows the newest scan that says one."""
    known = TRACE_CODES.data.codes
    newest = next((scan for scan in trace.scans if scan.code in known), None)
    if newest is None or newest.code is None:
        return
    shipment.state = known[newest.code].state
    if shipment.state is ShipmentState.SIGNED and shipment.signed_at is None:
        shipment.signed_at = newest.happened_at
