"""Trainings: one at a time, under a lease, tried again when the process that ran one died."""

from dataclasses import dataclass
from datetime import timedelta

from pydantic import JsonValue
from sqlalchemy import ColumnElement, exists, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from backend.clock import now
from backend.conversations.errors import LeaseLost
from backend.conversations.models import new_id
from backend.learning.errors import TrainingUnderWay
from backend.learning.models import EngineModel, ModelState, Slot

MOST_ATTEMPTS = 2
PROBLEM_LENGTH = 500
INTERRUPTED = "interrupted"


@dataclass(frozen=True)
class Job:
    """What to train: the candidate's file, and the one in use to compare it with."""

    id: str
    file: str
    active: str | None


async def request(session: AsyncSession, member_id: int) -> EngineModel:
    """Raises `TrainingUnderWay`."""
    key = new_id()
    model = EngineModel(
        id=key,
        file=f"{key}.tar.gz",
        state=ModelState.QUEUED,
        slot=Slot.WORK,
        requested_by=member_id,
    )
    try:
        async with session.begin_nested():
            session.add(model)
    except IntegrityError as taken:
        raise TrainingUnderWay from taken
    return model


async def waits(session: AsyncSession) -> bool:
    """Whether there is a training that nobody runs."""
    query = select(exists().where(EngineModel.slot == Slot.WORK, _free()))
    return bool(await session.scalar(query))


async def take(session: AsyncSession, owner: str, lease: timedelta) -> Job | None:
    """The training that nobody runs. One that was cut off too often has failed instead."""
    moment = now()
    taken = await session.execute(
        update(EngineModel)
        .where(EngineModel.slot == Slot.WORK, _free())
        .values(
            lease_owner=owner,
            lease_until=moment + lease,
            attempts=EngineModel.attempts + 1,
            state=ModelState.TRAINING,
            progress=0.0,
            started_at=moment,
        )
        .returning(EngineModel.id)
    )
    key = taken.scalar_one_or_none()
    if key is None:
        return None
    model = await session.get_one(EngineModel, key, populate_existing=True)
    if model.attempts > MOST_ATTEMPTS:
        await fail(session, key, owner, INTERRUPTED)
        return None
    active = await session.scalar(
        select(EngineModel).where(EngineModel.slot == Slot.ACTIVE).limit(1)
    )
    model.base = active.base if active else None
    return Job(key, model.file, active.file if active else None)


async def note(
    session: AsyncSession, key: str, owner: str, lease: timedelta, **seen: object
) -> None:
    """How far it is; keeps the lease. Raises `LeaseLost`."""
    await _write(session, key, owner, lease_until=now() + lease, **seen)


async def finish(session: AsyncSession, key: str, owner: str, report: dict[str, JsonValue]) -> None:
    """Raises `LeaseLost`."""
    done = {"state": ModelState.READY, "report": report, "progress": 1.0}
    await _write(session, key, owner, **done, **_over())


async def fail(session: AsyncSession, key: str, owner: str, problem: str) -> None:
    """Raises `LeaseLost`."""
    failed = {"state": ModelState.FAILED, "problem": problem[-PROBLEM_LENGTH:]}
    await _write(session, key, owner, **failed, **_over())


async def give_back(session: AsyncSession, key: str, owner: str) -> None:
    """The process stops in order: that is no failed attempt, and the next need not wait."""
    await session.execute(
        update(EngineModel)
        .where(EngineModel.id == key, EngineModel.lease_owner == owner)
        .values(
            state=ModelState.QUEUED,
            attempts=EngineModel.attempts - 1,
            lease_owner=None,
            lease_until=None,
        )
    )


def _free() -> ColumnElement[bool]:
    return or_(EngineModel.lease_until.is_(None), EngineModel.lease_until <= now())


def _over() -> dict[str, object]:
    return {"slot": None, "lease_owner": None, "lease_until": None, "finished_at": now()}


async def _write(session: AsyncSession, key: str, owner: str, **values: object) -> None:
    written = await session.execute(
        update(EngineModel)
        .where(EngineModel.id == key, EngineModel.lease_owner == owner)
        .values(**values)
        .returning(EngineModel.id)
    )
    if written.first() is None:
        raise LeaseLost
