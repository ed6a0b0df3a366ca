"""What the answers to staff have in common."""

from datetime import datetime
from typing import Any

from pydantic import Field, SerializerFunctionWrapHandler, model_serializer

from backend.clock import now
from service.http import Schema


class Listed(Schema):
    """A list; `now` lets the console count by the server's clock."""

    now: datetime = Field(default_factory=now)


class Sparse(Schema):
    """What is not there is left out rather than null."""

    @model_serializer(mode="wrap")
    def _without_nulls(self, serialize: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {key: value for key, value in serialize(self).items() if value is not None}


class Who(Schema):
    id: int
    name: str
