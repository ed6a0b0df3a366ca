"""A person is asked for."""

from typing import ClassVar

from sqlalchemy.ext.asyncio import AsyncSession

from actions.reply import Reply
from actions.task import Done, Outcome, Task, Values
from actions.turn import Turn


class RequestHuman(Task):
    intent: ClassVar = "request_human"

    async def perform(self, session: AsyncSession, turn: Turn, values: Values) -> Outcome:
        return Done((Reply("utter_human_requested", handover=True),))
