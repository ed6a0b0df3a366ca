"""The engine's models: asked for, compared, put in use, taken back. All of it is on record."""

from datetime import datetime
from typing import Self

from pydantic import ConfigDict

from backend.database import reading, transaction
from backend.learning import registry, training
from backend.learning.errors import TrainingUnavailable
from backend.learning.models import EngineModel, ModelState
from backend.staff import audit
from backend.staff.models import Role
from service.http import Nothing, Schema
from service.learning import trainer
from service.staff.access import StaffCall, StaffEndpoint
from service.staff.schemas import Listed, Sparse


class Overall(Schema):
    """Shares of one; `active` is missing when there was no model to compare with."""

    candidate: float
    active: float | None = None


class IntentScore(Schema):
    """`n`: sentences of the regression set."""

    intent: str
    candidate: float
    active: float | None
    n: int


class Comparison(Schema):
    overall: Overall
    intents: list[IntentScore]


class ModelView(Sparse):
    model_config = ConfigDict(from_attributes=True)

    id: str
    state: ModelState
    progress: float
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    activated_at: datetime | None
    examples: int
    report: Comparison | None
    problem: str | None

    @classmethod
    def of(cls, model: EngineModel) -> Self:
        return cls.model_validate(model)


class Models(Listed):
    """`active`: the id of the one in use."""

    active: str | None
    candidates: list[ModelView]


async def list_models(call: StaffCall[Nothing]) -> Models:
    async with reading(call.database) as session:
        found = await registry.newest(session)
        active = await registry.active(session)
        return Models(
            active=active.id if active else None,
            candidates=[ModelView.of(model) for model in found],
        )


async def train(call: StaffCall[Nothing]) -> ModelView:
    """Asked for now, trained by whichever process looks next."""
    if not trainer.available(call.services.settings):
        raise TrainingUnavailable
    async with transaction(call.database) as session:
        model = await training.request(session, call.member.id)
        audit.record(session, call.member.id, "model_requested", f"model:{model.id}")
        return ModelView.of(model)


async def promote(call: StaffCall[Nothing]) -> ModelView:
    async with transaction(call.database) as session:
        model = await registry.promote(session, call.path("model_id"))
        audit.record(session, call.member.id, "model_promoted", f"model:{model.id}")
        return ModelView.of(model)


async def roll_back(call: StaffCall[Nothing]) -> ModelView:
    async with transaction(call.database) as session:
        model = await registry.roll_back(session)
        audit.record(session, call.member.id, "model_rolled_back", f"model:{model.id}")
        return ModelView.of(model)


ENDPOINTS = (
    StaffEndpoint("GET", "/models", Role.AGENT, list_models),
    StaffEndpoint("POST", "/models", Role.SUPERVISOR, train, status=202),
    StaffEndpoint("POST", "/models/rollback", Role.ADMIN, roll_back),
    StaffEndpoint("POST", "/models/{model_id}/promote", Role.ADMIN, promote),
)
