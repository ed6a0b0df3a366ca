from makers import WAYBILL, customer, shipment
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.access.service import Asker
from backend.claims.rules import ClaimKind
from backend.claims.service import ClaimDraft, ClaimFiled, claim_estimate, file_claim
from backend.database import reading, transaction
from backend.shipments.door import AccountNeeded, Barred
from backend.shipments.models import ShipmentState
from backend.shipments.outcomes import NotEligible
from backend.tickets.models import Ticket


async def owner_of_a_parcel(engine: AsyncEngine, state: ShipmentState) -> Asker:
    async with transaction(engine) as session:
        owner, parcel = customer(), shipment()
        parcel.state = state
        session.add_all([owner, parcel])
    return Asker("c1", owner.id)


async def file(
    engine: AsyncEngine, asker: Asker, draft: ClaimDraft
) -> ClaimFiled | NotEligible | Barred:
    async with transaction(engine) as session:
        return await file_claim(session, asker, draft)


def damage(turn_id: str, value_fen: int | None = None) -> ClaimDraft:
    return ClaimDraft(WAYBILL, ClaimKind.DAMAGE, "杯子碎了", turn_id, value_fen)


async def test_a_claim_keeps_its_estimate_and_joins_the_open_one(engine: AsyncEngine) -> None:
    asker = await owner_of_a_parcel(engine, ShipmentState.SIGNED)
    first = await file(engine, asker, damage("t1"))
    again = await file(engine, asker, damage("t2", value_fen=5_000))
    assert isinstance(first, ClaimFiled)
    assert isinstance(again, ClaimFiled)
    assert (again.ticket_no, again.merged) == (first.ticket_no, True)
    async with reading(engine) as session:
        (ticket,) = (await session.scalars(select(Ticket))).all()
    assert ticket.facts["declared_value_fen"] == 5_000
    assert ticket.facts["high_fen"] == again.estimate.high_fen
    assert ticket.facts["goodwill_fen"] == 5_000


async def test_a_signed_parcel_is_not_lost(sqlite: AsyncEngine) -> None:
    asker = await owner_of_a_parcel(sqlite, ShipmentState.SIGNED)
    outcome = await file(sqlite, asker, ClaimDraft(WAYBILL, ClaimKind.LOSS, "丢了", "t1"))
    assert isinstance(outcome, NotEligible)


async def test_a_stranger_claims_nothing_and_learns_nothing(sqlite: AsyncEngine) -> None:
    await owner_of_a_parcel(sqlite, ShipmentState.SIGNED)
    missing = ClaimDraft("SF1000000000000", ClaimKind.DAMAGE, "碎了", "t2")
    assert await file(sqlite, Asker("c2"), damage("t1")) == AccountNeeded()
    assert await file(sqlite, Asker("c2"), missing) == AccountNeeded()


async def test_asking_what_it_may_come_to_files_nothing(sqlite: AsyncEngine) -> None:
    asker = await owner_of_a_parcel(sqlite, ShipmentState.SIGNED)
    async with transaction(sqlite) as session:
        await claim_estimate(session, asker, damage("t1"))
        assert await session.scalar(select(func.count(Ticket.id))) == 0
