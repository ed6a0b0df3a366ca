"""Words for customers, from the YAML files beside this one."""

from functools import cache
from pathlib import Path

import yaml
from pydantic import TypeAdapter

_Words = TypeAdapter(dict[str, str])


@cache
def words(name: str) -> dict[str, str]:
    """The texts of `<name>.yml` by their key."""
    path = Path(__file__).with_name(f"{name}.yml")
    return _Words.validate_python(yaml.safe_load(path.read_text(encoding="utf-8")))
