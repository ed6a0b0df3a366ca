"""What the dialogue remembers between turns, kept in one slot."""

from dataclasses import asdict, dataclass, field
from typing import Any, Self

from actions.task import Values

SLOT = "dialogue"


@dataclass
class Running:
    """A task in hand. `asked` is the field last asked for, `misses` the tries in vain at it."""

    task: str
    values: dict[str, Any] = field(default_factory=dict)
    asked: str | None = None
    misses: int = 0

    @property
    def given(self) -> Values:
        return Values(self.values)


@dataclass
class State:
    """`running` is open now; `suspended` gave way to it (the latest last) and may be `offered`;
    `last` was done before this turn; `known` are values that no later task needs to ask for;
    `unclear` counts messages in a row that were not understood."""

    running: Running | None = None
    suspended: list[Running] = field(default_factory=list)
    last: Running | None = None
    known: dict[str, Any] = field(default_factory=dict)
    offered: bool = False
    unclear: int = 0

    @classmethod
    def load(cls, slot: dict[str, Any] | None) -> Self:
        slot = slot or {}
        return cls(
            running=_running(slot.get("running")),
            suspended=[Running(**task) for task in slot.get("suspended", [])],
            last=_running(slot.get("last")),
            known=dict(slot.get("known", {})),
            offered=slot.get("offered", False),
            unclear=slot.get("unclear", 0),
        )

    def dump(self) -> dict[str, Any]:
        return asdict(self)

    def begin(self, task: str) -> Running:
        """A new task in hand; one that was open steps back."""
        if self.running and self.running.task != task:
            self.suspended.append(self.running)
        self.running = Running(task, values=dict(self.known))
        return self.running

    def end(self) -> None:
        self.last, self.running = self.running, None


def _running(slot: dict[str, Any] | None) -> Running | None:
    return Running(**slot) if slot else None
