from sqlalchemy.ext.asyncio import AsyncEngine

from backend.carriers.trace import Scan, Trace
from backend.database import reading
from backend.errors import Forbidden, NotFound
from backend.shipments import queries


class SqlCarrier:
    """Traces of our own tables."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def trace(self, waybill_no: str, carrier_code: str, phone_tail: str | None) -> Trace:
        async with reading(self._engine) as session:
            shipment = await queries.by_waybill(session, waybill_no)
            if shipment is None or shipment.carrier_code != carrier_code:
                raise NotFound
            tails = (shipment.sender_phone[-4:], shipment.recipient_phone[-4:])
            if phone_tail is not None and phone_tail not in tails:
                raise Forbidden("the phone tail does not fit")
            events = await queries.events_of(session, shipment.id)
        scans = tuple(Scan(row.happened_at, row.code, row.place, row.text) for row in events)
        code = scans[0].code if scans else None
        return Trace(waybill_no, carrier_code, code, scans)
