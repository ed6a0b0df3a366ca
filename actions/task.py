"""A task: something a customer wants done, written as straight-line code over the values given."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from actions.reply import Choice, Reply
from actions.turn import Turn

OPENING = "opening"
"""The field of the words that began a task."""

Reader = Callable[[Turn, bool], Any]
"""(turn, whether this very value was asked for) → the value, or None."""


class Missing(Exception):
    """A value that the task cannot go on without. Rolls back what the task did in this turn."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class Values(dict[str, Any]):
    """What the customer has given to the task so far, by field name."""

    def require(self, field: str) -> Any:
        """The value. Raises `Missing`, which makes the dialogue ask for it."""
        if self.get(field) is None:
            raise Missing(field)
        return self[field]


@dataclass(frozen=True)
class Done:
    """The task is over; the replies tell how it went. `known`: values that later tasks may use."""

    replies: tuple[Reply, ...]
    known: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def saying(cls, response: str, **values: Any) -> "Done":
        return cls((Reply(response, values),))


@dataclass(frozen=True)
class Ask:
    """Go on asking, after the replies. What the task did in this turn is kept.

    `forget`: values that proved wrong. `choices`: buttons under the question.
    """

    field: str
    replies: tuple[Reply, ...] = ()
    forget: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()


Outcome = Done | Ask


class Task(Protocol):
    """Something that one intent begins.

    `is_query`: it changes nothing. Another value may run it once more (那上海呢), and one that is
    answered at once only interrupts the task in hand.
    `questions` puts a response other than `utter_ask_<field>`; `fields` reads values that only this
    task knows, beside those of actions/fields.py.
    """

    intent: ClassVar[str]
    is_query: ClassVar[bool] = False
    questions: ClassVar[dict[str, str]] = {}
    fields: ClassVar[dict[str, Reader]] = {}

    def take(self, values: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
        """The values given so far with those of this message; the first words stay the first."""
        return values | said | {name: values[name] for name in (OPENING,) if name in values}

    async def perform(self, session: AsyncSession, turn: Turn, values: Values) -> Outcome:
        """Runs once a turn inside a transaction, with more values each time, until `Done`."""
        ...
