"""Which model is in use, which was before, and changing that."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from backend.clock import now
from backend.errors import NotFound
from backend.learning.errors import NothingBefore, NotPromotable
from backend.learning.models import EngineModel, ModelState, Slot

PROMOTABLE = (ModelState.READY, ModelState.RETIRED)
LENGTH = 50
KEPT = 3
"""Candidates beside the one in use and the one before it."""


async def active(session: AsyncSession) -> EngineModel | None:
    return await session.scalar(select(EngineModel).where(EngineModel.slot == Slot.ACTIVE))


async def newest(session: AsyncSession) -> Sequence[EngineModel]:
    query = select(EngineModel).order_by(EngineModel.created_at.desc()).limit(LENGTH)
    return (await session.scalars(query)).all()


async def promote(session: AsyncSession, key: str) -> EngineModel:
    """Raises `NotFound`, `NotPromotable`."""
    model = await session.get(EngineModel, key)
    if model is None:
        raise NotFound
    if model.state not in PROMOTABLE:
        raise NotPromotable
    return await _put_in_use(session, model)


async def discard_old(session: AsyncSession) -> list[str]:
    """Candidates that were not in use lately and are not among the newest; returns their files.

    Kept are the one in use, the one before it, and models of the shipped data.
    """
    query = (
        select(EngineModel)
        .where(EngineModel.state.in_((*PROMOTABLE, ModelState.FAILED)))
        .order_by(EngineModel.created_at.desc())
    )
    idle = [model for model in await session.scalars(query) if model.file != model.base]
    before = await _before(session)
    fit = [model for model in idle if model.state in PROMOTABLE and model is not before]
    old = [model for model in idle if model not in fit and model is not before] + fit[KEPT:]
    for model in old:
        if model.state is not ModelState.FAILED:
            model.state = ModelState.DISCARDED
    return [model.file for model in old]


async def _before(session: AsyncSession) -> EngineModel | None:
    """The one that was in use before."""
    return await session.scalar(
        select(EngineModel)
        .where(EngineModel.state == ModelState.RETIRED, EngineModel.activated_at.is_not(None))
        .order_by(EngineModel.activated_at.desc())
        .limit(1)
    )


async def roll_back(session: AsyncSession) -> EngineModel:
    """To the one that was in use before. Raises `NothingBefore`."""
    before = await _before(session)
    if before is None:
        raise NothingBefore
    return await _put_in_use(session, before)


async def adopt(session: AsyncSession, base: str, present: frozenset[str]) -> str:
    """The file to start with: what is in use, while it is there and builds on this very base.

    `base`: the model of the shipped data; `present`: the files there are. After an upgrade the
    new base is in use: a candidate that was trained on the old data would undo the upgrade.
    """
    current = await active(session)
    if current is not None and current.base == base and current.file in present:
        return current.file
    query = select(EngineModel).where(EngineModel.file == base)
    model = await session.scalar(query)
    if model is None:
        model = EngineModel(file=base, base=base, state=ModelState.READY, progress=1.0)
        session.add(model)
    await _put_in_use(session, model)
    return base


async def _put_in_use(session: AsyncSession, model: EngineModel) -> EngineModel:
    try:
        async with session.begin_nested():
            current = await active(session)
            if current is not None and current is not model:
                current.state, current.slot = ModelState.RETIRED, None
                await session.flush()  # the slot is free only then
            model.state, model.slot, model.activated_at = ModelState.ACTIVE, Slot.ACTIVE, now()
    except IntegrityError as faster:
        raise NotPromotable from faster
    return model
