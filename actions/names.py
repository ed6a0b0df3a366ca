"""The Chinese names of tasks and meanings, for sentences that speak of them."""

from functools import lru_cache
from pathlib import Path

import yaml


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    path = Path(__file__).parent / "names.yml"
    names: dict[str, str] = yaml.safe_load(path.read_text("utf-8"))
    return names


def name_of(intent: str) -> str | None:
    return _names().get(intent)
