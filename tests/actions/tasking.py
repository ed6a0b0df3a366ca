"""One turn of one task, as the dialogue would run it."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from actions.fields import read
from actions.reply import Reply
from actions.task import Ask, Done, Missing, Outcome, Task, Values
from actions.turn import Entity, Turn
from backend.access.service import Asker
from backend.customers.models import Customer
from backend.database import reading, transaction
from backend.orders.models import Order, OrderState

VISITOR = Asker("c1")


async def buyer_of(engine: AsyncEngine, state: OrderState) -> tuple[Asker, str]:
    """Somebody with an order in that state, and its number."""
    async with reading(engine) as session:
        order = (
            await session.scalars(
                select(Order).where(Order.state == state).order_by(Order.created_at.desc()).limit(1)
            )
        ).one()
    return Asker("c1", order.customer_id), order.order_no


async def known(engine: AsyncEngine, external_id: str) -> Asker:
    async with reading(engine) as session:
        return Asker(
            "c1",
            await session.scalar(select(Customer.id).where(Customer.external_id == external_id)),
        )


class Talk:
    """Carries a task's values from turn to turn."""

    def __init__(self, engine: AsyncEngine, task: Task, asker: Asker = VISITOR) -> None:
        self._engine, self._task, self._asker = engine, task, asker
        self._values: dict[str, object] = {}
        self._asked: str | None = None
        self._turns = 0

    async def say(self, text: str, *entities: Entity, intent: str = "inform") -> Outcome:
        self._turns += 1
        turn = Turn(f"t{self._turns}", text, intent, self._asker, entities)
        said = read(turn, self._asked, self._task.fields)
        self._values = self._task.take(self._values, said)
        try:
            async with transaction(self._engine) as session:
                outcome = await self._task.perform(session, turn, Values(self._values))
        except Missing as missing:
            outcome = Ask(missing.field)
        if isinstance(outcome, Ask):
            self._asked = outcome.field
            for name in outcome.forget:
                self._values.pop(name, None)
        return outcome


def done(outcome: Outcome) -> Reply:
    """The first reply of a task that is over."""
    assert isinstance(outcome, Done), outcome
    return outcome.replies[0]


def asked(outcome: Outcome) -> str:
    assert isinstance(outcome, Ask), outcome
    return outcome.field


def number(name: str, value: str) -> Entity:
    return Entity(name, value, value)


def city(name: str, role: str | None = None) -> Entity:
    return Entity("city", name, None, role)
