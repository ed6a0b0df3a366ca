"""How the customer liked it."""

import re
from typing import ClassVar

from sqlalchemy.ext.asyncio import AsyncSession

from actions.meant import meant
from actions.task import Done, Outcome, Reader, Task, Values
from actions.turn import Turn
from backend.conversations.errors import AlreadyRated
from backend.conversations.ratings import rate

GOOD, BAD = 4, 2
BARE = re.compile(r"(?<!\d)[1-5](?!\d)")


def _stars(turn: Turn, asked: bool) -> int | None:
    if (entity := meant(turn, "rating")) and entity.normal:
        return int(entity.normal["stars"])
    found = BARE.search(turn.text) if asked else None
    return int(found.group()) if found else None


class RateService(Task):
    intent: ClassVar = "rate_service"
    fields: ClassVar[dict[str, Reader]] = {"stars": _stars}

    async def perform(self, session: AsyncSession, turn: Turn, values: Values) -> Outcome:
        stars = values.require("stars")
        try:
            await rate(session, turn.asker.conversation_id, stars, turn.text)
        except AlreadyRated:
            return Done.saying("utter_rating_given_before")
        if stars >= GOOD:
            return Done.saying("utter_rating_good", stars=stars)
        return Done.saying("utter_rating_bad" if stars <= BAD else "utter_rating_fair", stars=stars)
