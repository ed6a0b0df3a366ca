"""A data file and the model that every reader sees it through."""

from functools import cached_property
from pathlib import Path
from typing import Generic, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict

BACKEND = Path(__file__).resolve().parent.parent


class Row(BaseModel):
    """A misspelt key in a data file is an error, not a default."""

    model_config = ConfigDict(extra="forbid", frozen=True)


T_co = TypeVar("T_co", bound=BaseModel, covariant=True)


class Table(Generic[T_co]):
    """`path` is relative to backend/. The file is read once, at first use."""

    def __init__(self, path: str, model: type[T_co]) -> None:
        self.path = path
        self.model = model

    def read(self) -> T_co:
        return self.model.model_validate(yaml.safe_load((BACKEND / self.path).read_text("utf-8")))

    @cached_property
    def data(self) -> T_co:
        return self.read()
