"""What the dialogue remembers between turns, kept in one slot."""

from dataclasses import asdict, dataclass, field
from typing import Any, Self

from actions.task import Values

SLOT = "dialogue"
REMEMBERED_TASKS = 8


@dataclass
class Running:
    """A task in hand. `asked` is the field last asked for, with `choices` as (title, payload);
    `misses` the tries in vain at it."""

    task: str
    values: dict[str, Any] = field(default_factory=dict)
    asked: str | None = None
    choices: list[list[str]] = field(default_factory=list)
    misses: int = 0

    @property
    def given(self) -> Values:
        return Values(self.values)


@dataclass
class State:
    """`running` is open now; `suspended` gave way to it (the latest last) and may be `offered`;
    `waiting` were asked for in the same message and come next; `last` was done before this turn,
    `done` are the tasks done so far. `known` are values that no later task needs to ask for.
    `unclear` counts messages in a row that were not understood, `vents` those of mere anger.
    Who was `greeted` once is not greeted at length again."""

    running: Running | None = None
    suspended: list[Running] = field(default_factory=list)
    waiting: list[Running] = field(default_factory=list)
    last: Running | None = None
    done: list[str] = field(default_factory=list)
    known: dict[str, Any] = field(default_factory=dict)
    offered: bool = False
    unclear: int = 0
    vents: int = 0
    upset: bool = False
    greeted: bool = False

    @classmethod
    def load(cls, slot: dict[str, Any] | None) -> Self:
        held = dict(slot or {})
        for name in ("running", "last"):
            held[name] = Running(**held[name]) if held.get(name) else None
        for name in ("suspended", "waiting"):
            held[name] = [Running(**task) for task in held.get(name, [])]
        return cls(**held)

    def dump(self) -> dict[str, Any]:
        return asdict(self)

    def begin(self, task: str, *, instead: bool = False) -> Running:
        """A new task in hand; one that was open steps back (`instead`: is dropped), and one that
        stepped back earlier goes on where it was."""
        if self.running and self.running.task != task and not instead:
            self.suspended.append(self.running)
        earlier = next((each for each in self.suspended if each.task == task), None)
        if earlier:
            self.suspended.remove(earlier)
        self.running = Running(task, values=(earlier.values if earlier else {}) | self.known)
        return self.running

    def defer(self, field: str) -> bool:
        """Puts the task in hand behind those that wait, unless all of them lack `field` too."""
        assert self.running is not None  # noqa: S101 - only such a one is put back
        if all(each.asked == field for each in self.waiting):
            return False
        self.running.asked = field
        self.waiting.append(self.running)
        self.running = None
        return True

    def end(self) -> None:
        """The task in hand is done."""
        assert self.running is not None  # noqa: S101 - only such a one is ended
        self.last, self.running = self.running, None
        self.done = [*self.done, self.last.task][-REMEMBERED_TASKS:]

    def hand_over(self) -> None:
        """A person takes it from here: nothing is left for the assistant to come back to."""
        self.running, self.suspended, self.waiting, self.offered = None, [], [], False
        self.unclear = self.vents = 0
