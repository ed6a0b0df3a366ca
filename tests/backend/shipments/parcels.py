"""One parcel and the people around it."""

from dataclasses import dataclass
from datetime import timedelta

from makers import customer, shipment
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.access.service import Asker
from backend.clock import now
from backend.database import reading, transaction
from backend.shipments.models import Shipment, ShipmentState, TraceEvent
from backend.tickets.models import Ticket

MISSING = "SF1000000000000"
STATION_PHONE = "0571-88888888"
COURIER_PHONE = "13700009999"


@dataclass(frozen=True)
class Parcel:
    """`stranger` is signed in to another account, `visitor` to none."""

    sender: Asker
    recipient: Asker
    stranger: Asker
    visitor: Asker


async def parcel(
    engine: AsyncEngine,
    state: ShipmentState,
    *,
    quiet_hours: float = 2,
    pickup_point: str | None = None,
) -> Parcel:
    """`quiet_hours` since its newest scan. 上海 to 杭州."""
    async with transaction(engine) as session:
        people = [
            customer("王建国", "13900005678"),
            customer(),
            customer("路人", "13500000000"),
        ]
        row = shipment()
        row.state, row.pickup_point = state, pickup_point
        row.station, row.station_phone = "余杭营业点", STATION_PHONE
        row.courier_name, row.courier_phone = "小李", COURIER_PHONE
        row.promised_at = now() + timedelta(hours=6)
        if state is ShipmentState.SIGNED:
            row.signed_at, row.signed_by = now() - timedelta(hours=1), "门卫"
        row.events = [
            TraceEvent(
                code="0",
                happened_at=now() - timedelta(hours=quiet_hours),
                place="杭州",
                text="已到达",
            )
        ]
        session.add_all([*people, row])
    sender, recipient, stranger = people
    return Parcel(
        Asker("c-sender", sender.id),
        Asker("c-recipient", recipient.id),
        Asker("c-stranger", stranger.id),
        Asker("c-visitor"),
    )


async def tickets(engine: AsyncEngine) -> list[Ticket]:
    async with reading(engine) as session:
        return list(await session.scalars(select(Ticket).order_by(Ticket.id)))


async def the_shipment(engine: AsyncEngine) -> Shipment:
    async with reading(engine) as session:
        return (await session.scalars(select(Shipment))).one()
