"""Every task of this folder, by the intent that begins it."""

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from actions.task import Task

PACKAGE = __name__.partition(".")[0]


@cache
def tasks() -> dict[str, Task]:
    """Found once, at first use: the modules of the tasks may import whatever calls this."""
    for module in iter_modules([str(Path(__file__).parent)]):
        if module.name != "__main__":
            import_module(f"{PACKAGE}.{module.name}")
    return {kind.intent: kind() for kind in _kinds(Task)}


def is_query(intent: str) -> bool:
    return intent in tasks() and tasks()[intent].is_query


def _kinds(base: type[Any]) -> Iterator[type[Task]]:
    """Those with an intent of their own; not what only others build on, nor what tests make up."""
    for kind in base.__subclasses__():
        if "intent" in vars(kind) and kind.__module__.startswith(f"{PACKAGE}."):
            yield kind
        yield from _kinds(kind)
