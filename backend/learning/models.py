from datetime import datetime
from enum import StrEnum

from pydantic import JsonValue
from sqlalchemy import JSON, Float, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.clock import now
from backend.columns import Moment, choice
from backend.conversations.models import new_id
from backend.database import Base, UtcDateTime
from backend.staff.models import Member


class ModelState(StrEnum):
    QUEUED = "queued"
    TRAINING = "training"
    MEASURING = "measuring"
    READY = "ready"
    FAILED = "failed"
    ACTIVE = "active"
    RETIRED = "retired"
    DISCARDED = "discarded"


class Slot(StrEnum):
    """Places that one model at a time can hold."""

    WORK = "work"
    ACTIVE = "active"


class EngineModel(Base):
    """`file` lies in the models' folder. `base`: the file trained on the shipped data that it was
    compared with and builds on; its own name for that one. `slot` is unique: it decides between two
    who ask for a training, or promote, at once. `examples`: reviewed ones."""

    __tablename__ = "engine_models"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    file: Mapped[str] = mapped_column(String(80), unique=True)
    base: Mapped[str | None] = mapped_column(String(80))
    state: Mapped[ModelState] = mapped_column(choice(ModelState))
    slot: Mapped[Slot | None] = mapped_column(choice(Slot), unique=True)
    progress: Mapped[float] = mapped_column(Float, default=0.0)
    examples: Mapped[int] = mapped_column(default=0)
    report: Mapped[dict[str, JsonValue] | None] = mapped_column(JSON(none_as_null=True))
    problem: Mapped[str | None] = mapped_column(String(500))
    attempts: Mapped[int] = mapped_column(default=0)
    lease_owner: Mapped[str | None] = mapped_column(String(64))
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    requested_by: Mapped[int | None] = mapped_column(ForeignKey(Member.id))
    created_at: Mapped[Moment] = mapped_column(default=now, index=True)
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    activated_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
