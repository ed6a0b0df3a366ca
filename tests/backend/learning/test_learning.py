import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.conversations.errors import LeaseLost
from backend.database import reading, transaction
from backend.learning import registry, training
from backend.learning.errors import NothingBefore, NotPromotable, TrainingUnderWay
from backend.learning.models import EngineModel, ModelState
from backend.learning.training import INTERRUPTED, MOST_ATTEMPTS, Job
from backend.staff.models import Member, Role

LONG, OVER = timedelta(minutes=5), timedelta(0)


@pytest.fixture
async def member(engine: AsyncEngine) -> int:
    someone = Member(username="boss", name="顾凯", role=Role.ADMIN, password_hash="x")
    async with transaction(engine) as session:
        session.add(someone)
    return someone.id


async def ask(engine: AsyncEngine, member: int) -> str:
    async with transaction(engine) as session:
        return (await training.request(session, member)).id


async def take(engine: AsyncEngine, owner: str, lease: timedelta = LONG) -> Job | None:
    async with transaction(engine) as session:
        return await training.take(session, owner, lease)


async def trained(engine: AsyncEngine, member: int) -> str:
    key = await ask(engine, member)
    assert await take(engine, "a")
    async with transaction(engine) as session:
        await training.finish(session, key, "a", {"overall": {"candidate": 0.9}})
    return key


async def adopt(engine: AsyncEngine, base: str, *present: str) -> str:
    async with transaction(engine) as session:
        return await registry.adopt(session, base, frozenset(present))


async def promote(engine: AsyncEngine, key: str) -> None:
    async with transaction(engine) as session:
        await registry.promote(session, key)


async def get(engine: AsyncEngine, key: str) -> EngineModel:
    async with reading(engine) as session:
        return await session.get_one(EngineModel, key)


async def in_use(engine: AsyncEngine) -> str | None:
    async with reading(engine) as session:
        found = await registry.active(session)
        return found.file if found else None


async def test_one_training_at_a_time(engine: AsyncEngine, member: int) -> None:
    asked = await asyncio.gather(*(ask(engine, member) for _ in range(6)), return_exceptions=True)
    assert sum(isinstance(each, TrainingUnderWay) for each in asked) == 5
    taken = await asyncio.gather(*(take(engine, owner) for owner in "abcdef"))
    assert sum(job is not None for job in taken) == 1


async def test_a_training_whose_process_died_is_tried_again_and_then_has_failed(
    engine: AsyncEngine, member: int
) -> None:
    key = await ask(engine, member)
    for attempt in range(MOST_ATTEMPTS):
        job = await take(engine, f"process {attempt}", OVER)
        assert job is not None
        assert job.id == key
    assert await take(engine, "one more", OVER) is None
    model = await get(engine, key)
    assert (model.state, model.problem, model.slot) == (ModelState.FAILED, INTERRUPTED, None)
    await ask(engine, member)


async def test_who_lost_the_lease_writes_nothing_any_more(engine: AsyncEngine, member: int) -> None:
    key = await ask(engine, member)
    await take(engine, "dead", OVER)
    await take(engine, "alive")
    async with transaction(engine) as session:
        with pytest.raises(LeaseLost):
            await training.finish(session, key, "dead", {})
    assert (await get(engine, key)).state is ModelState.TRAINING


async def test_one_given_back_in_order_waits_anew_and_has_lost_no_attempt(
    engine: AsyncEngine, member: int
) -> None:
    key = await ask(engine, member)
    await take(engine, "a")
    async with transaction(engine) as session:
        await training.give_back(session, key, "a")
        assert await training.waits(session)
    model = await get(engine, key)
    assert (model.state, model.attempts) == (ModelState.QUEUED, 0)


async def test_promoting_and_going_back(engine: AsyncEngine, member: int) -> None:
    assert await adopt(engine, "base.tar.gz", "base.tar.gz") == "base.tar.gz"
    async with transaction(engine) as session:
        with pytest.raises(NothingBefore):
            await registry.roll_back(session)
    key = await trained(engine, member)
    await promote(engine, key)
    assert await in_use(engine) == f"{key}.tar.gz"
    async with transaction(engine) as session:
        await registry.roll_back(session)
    assert await in_use(engine) == "base.tar.gz"
    assert (await get(engine, key)).state is ModelState.RETIRED


async def test_only_what_is_ready_is_promoted(engine: AsyncEngine, member: int) -> None:
    key = await ask(engine, member)
    for _ in range(2):
        with pytest.raises(NotPromotable):
            await promote(engine, key)
        await take(engine, "a")


async def test_of_two_promoted_at_once_one_is_in_use(engine: AsyncEngine, member: int) -> None:
    await adopt(engine, "base.tar.gz", "base.tar.gz")
    keys = [await trained(engine, member) for _ in range(3)]
    await asyncio.gather(*(promote(engine, key) for key in keys), return_exceptions=True)
    async with reading(engine) as session:
        query = select(EngineModel.id).where(EngineModel.state == ModelState.ACTIVE)
        active = list(await session.scalars(query))
    assert len(active) == 1
    assert active[0] in keys


async def test_a_promoted_model_is_there_again_after_a_restart(
    engine: AsyncEngine, member: int
) -> None:
    await adopt(engine, "base.tar.gz", "base.tar.gz")
    key = await trained(engine, member)
    await promote(engine, key)
    file = f"{key}.tar.gz"
    assert await adopt(engine, "base.tar.gz", "base.tar.gz", file) == file


@pytest.mark.parametrize(("base", "has_file"), [("newer.tar.gz", True), ("base.tar.gz", False)])
async def test_after_an_upgrade_or_without_its_file_the_shipped_model_is_in_use(
    engine: AsyncEngine, member: int, base: str, *, has_file: bool
) -> None:
    await adopt(engine, "base.tar.gz", "base.tar.gz")
    key = await trained(engine, member)
    await promote(engine, key)
    present = {base, f"{key}.tar.gz"} if has_file else {base}
    assert await adopt(engine, base, *present) == base
    assert await in_use(engine) == base


async def test_old_candidates_go_and_what_may_be_needed_stays(
    engine: AsyncEngine, member: int
) -> None:
    await adopt(engine, "base.tar.gz", "base.tar.gz")
    keys = [await trained(engine, member) for _ in range(registry.KEPT + 4)]
    await promote(engine, keys[0])
    await promote(engine, keys[1])  # which leaves the first as the one to go back to
    async with transaction(engine) as session:
        gone = await registry.discard_old(session)
    assert set(gone) == {f"{key}.tar.gz" for key in keys[2 : -registry.KEPT]}
    states = [(await get(engine, key)).state for key in keys]
    discarded = [key for key, state in zip(keys, states, strict=True) if state == "discarded"]
    assert discarded == keys[2 : -registry.KEPT]
    with pytest.raises(NotPromotable):
        await promote(engine, keys[2])
