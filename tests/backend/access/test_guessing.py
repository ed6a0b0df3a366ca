import asyncio
from datetime import timedelta

import pytest
from makers import TAIL, WAYBILL, customer, shipment
from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.access.models import Grant, GuessCounter
from backend.access.rules import ACCESS
from backend.access.service import Asker
from backend.clock import now
from backend.database import reading, transaction
from backend.shipments.tracking import (
    Found,
    Locked,
    NotFoundOrNotYours,
    Outcome,
    ProofNeeded,
    track,
)

CAP = ACCESS.data.guesses.per_waybill


async def save_shipment(engine: AsyncEngine) -> None:
    async with transaction(engine) as session:
        session.add(shipment())


async def ask(
    engine: AsyncEngine, asker: Asker, tail: str | None, waybill_no: str = WAYBILL
) -> Outcome:
    async with transaction(engine) as session:
        return await track(session, asker, waybill_no, tail)


async def test_a_waybill_alone_is_not_proof(engine: AsyncEngine) -> None:
    await save_shipment(engine)
    assert await ask(engine, Asker("c1"), None) == ProofNeeded()


async def test_a_missing_waybill_reads_like_a_foreign_one(engine: AsyncEngine) -> None:
    await save_shipment(engine)
    for waybill_no in (WAYBILL, "SF1000000000000"):
        assert await ask(engine, Asker("c1"), None, waybill_no) == ProofNeeded()
        assert await ask(engine, Asker("c1"), "0000", waybill_no) == NotFoundOrNotYours()


@pytest.mark.parametrize("tail", ["1234", "5678"])
async def test_the_tail_of_either_end_opens_the_masked_trace(
    engine: AsyncEngine, tail: str
) -> None:
    await save_shipment(engine)
    outcome = await ask(engine, Asker("c1"), tail, " sf1-9999-9999-999９ ")
    assert isinstance(outcome, Found)
    assert outcome.view.recipient_name == "林**"
    assert outcome.view.recipient_phone == "138****1234"
    assert [event.code for event in outcome.view.events] == ["0", "1"]
    assert outcome.view.status_text == "运输中"


async def test_what_was_proved_once_holds_for_that_conversation_only(engine: AsyncEngine) -> None:
    await save_shipment(engine)
    await ask(engine, Asker("c1"), TAIL)
    assert isinstance(await ask(engine, Asker("c1"), None), Found)
    assert await ask(engine, Asker("c2"), None) == ProofNeeded()


async def test_a_grant_runs_out(engine: AsyncEngine) -> None:
    await save_shipment(engine)
    await ask(engine, Asker("c1"), TAIL)
    async with transaction(engine) as session:
        await session.execute(update(Grant).values(expires_at=now() - timedelta(seconds=1)))
    assert await ask(engine, Asker("c1"), None) == ProofNeeded()


async def test_the_signed_in_recipient_needs_no_proof(engine: AsyncEngine) -> None:
    async with transaction(engine) as session:
        owner = customer(phone="13800001234")
        session.add_all([owner, shipment()])
    assert isinstance(await ask(engine, Asker("c1", owner.id), None), Found)


async def test_a_signed_in_stranger_needs_proof_like_anyone(engine: AsyncEngine) -> None:
    async with transaction(engine) as session:
        stranger = customer(phone="13511112222")
        session.add_all([stranger, shipment()])
    assert await ask(engine, Asker("c1", stranger.id), None) == ProofNeeded()


async def test_the_waybill_locks_whoever_asks(engine: AsyncEngine) -> None:
    await save_shipment(engine)
    for number in range(CAP):
        assert await ask(engine, Asker(f"c{number}"), "0000") == NotFoundOrNotYours()
    assert await ask(engine, Asker("fresh"), TAIL) == Locked()


async def test_an_asker_is_locked_over_many_waybills(engine: AsyncEngine) -> None:
    await save_shipment(engine)
    for number in range(ACCESS.data.guesses.per_asker):
        assert await ask(engine, Asker("c1"), "0000", f"YT{number:013d}") == NotFoundOrNotYours()
    assert await ask(engine, Asker("c1"), TAIL) == Locked()


async def test_an_account_does_not_start_afresh_in_a_new_conversation(engine: AsyncEngine) -> None:
    async with transaction(engine) as session:
        stranger = customer(phone="13511112222")
        session.add_all([stranger, shipment()])
    for number in range(ACCESS.data.guesses.per_asker):
        await ask(engine, Asker(f"c{number}", stranger.id), "0000", f"YT{number:013d}")
    assert await ask(engine, Asker("other", stranger.id), TAIL) == Locked()


async def test_right_tails_use_no_guess_up(engine: AsyncEngine) -> None:
    await save_shipment(engine)
    for number in range(CAP * 2):
        assert isinstance(await ask(engine, Asker(f"c{number}"), TAIL), Found)


async def test_the_lock_opens_after_the_window(engine: AsyncEngine) -> None:
    await save_shipment(engine)
    for _ in range(CAP):
        await ask(engine, Asker("c1"), "0000")
    past = now() - timedelta(hours=ACCESS.data.guesses.window_hours, seconds=1)
    async with transaction(engine) as session:
        await session.execute(update(GuessCounter).values(window_start=past))
    assert isinstance(await ask(engine, Asker("c1"), TAIL), Found)


async def test_a_hundred_parallel_guesses_never_pass_the_cap(postgres: AsyncEngine) -> None:
    await save_shipment(postgres)
    outcomes = await asyncio.gather(
        *(ask(postgres, Asker(f"c{number}"), f"{number:04d}") for number in range(100))
    )
    looked_at = [outcome for outcome in outcomes if outcome == NotFoundOrNotYours()]
    assert len(looked_at) == CAP
    assert outcomes.count(Locked()) == 100 - CAP
    async with reading(postgres) as session:
        highest = await session.scalar(select(func.max(GuessCounter.count)))
    assert highest == CAP
