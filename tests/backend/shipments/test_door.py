from makers import TAIL, WAYBILL
from parcels import MISSING, parcel
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.access.models import Level
from backend.access.rules import Party, Power
from backend.access.service import Asker, grant
from backend.database import transaction
from backend.shipments import queries
from backend.shipments.door import AccountNeeded, Barred, NotAllowed, enter
from backend.shipments.models import Shipment, ShipmentState
from backend.shipments.tracking import Locked, NotFoundOrNotYours, ProofNeeded


async def knock(
    engine: AsyncEngine,
    asker: Asker,
    power: Power | None,
    tail: str | None = None,
    waybill_no: str = WAYBILL,
) -> Shipment | Barred:
    async with transaction(engine) as session:
        return await enter(session, asker, waybill_no, power, tail)


async def test_a_phone_tail_opens_what_the_trace_opens_and_no_more(sqlite: AsyncEngine) -> None:
    people = await parcel(sqlite, ShipmentState.IN_TRANSIT)
    assert await knock(sqlite, people.visitor, Power.URGE) == ProofNeeded()
    assert isinstance(await knock(sqlite, people.visitor, Power.URGE, TAIL), Shipment)
    assert isinstance(await knock(sqlite, people.visitor, None), Shipment)
    assert await knock(sqlite, people.visitor, Power.INTERCEPT) == AccountNeeded()


async def test_missing_and_foreign_read_alike_on_every_step(engine: AsyncEngine) -> None:
    people = await parcel(engine, ShipmentState.IN_TRANSIT)
    for asker in (people.visitor, people.stranger):
        for power, tail in ((Power.URGE, None), (Power.URGE, "0000"), (Power.CLAIM, None)):
            foreign = await knock(engine, asker, power, tail)
            assert foreign == await knock(engine, asker, power, tail, MISSING)
            assert not isinstance(foreign, Shipment)


async def test_guessing_ends_in_a_lock(sqlite: AsyncEngine) -> None:
    people = await parcel(sqlite, ShipmentState.IN_TRANSIT)
    answers = [await knock(sqlite, people.visitor, Power.URGE, "0000") for _ in range(6)]
    assert answers[:5] == [NotFoundOrNotYours()] * 5
    assert answers[5] == Locked()


async def test_a_party_without_the_power_is_told_whose_it_is(sqlite: AsyncEngine) -> None:
    people = await parcel(sqlite, ShipmentState.IN_TRANSIT)
    assert await knock(sqlite, people.recipient, Power.INTERCEPT) == NotAllowed(
        Power.INTERCEPT, frozenset({Party.SENDER, Party.MERCHANT})
    )
    assert isinstance(await knock(sqlite, people.sender, Power.INTERCEPT), Shipment)


async def test_a_one_time_code_speaks_for_the_recipient(sqlite: AsyncEngine) -> None:
    people = await parcel(sqlite, ShipmentState.IN_TRANSIT)
    async with transaction(sqlite) as session:
        row = await queries.by_waybill(session, WAYBILL)
        assert row is not None
        await grant(session, people.visitor, row, Level.FULL)
    assert isinstance(await knock(sqlite, people.visitor, Power.RESCHEDULE), Shipment)
    assert isinstance(await knock(sqlite, people.visitor, Power.INTERCEPT), NotAllowed)
