"""Where to hand in, and to collect."""

from typing import ClassVar

from sqlalchemy.ext.asyncio import AsyncSession

from actions.meant import meant
from actions.places import ask_again, place
from actions.reply import Reply
from actions.task import Ask, Done, Outcome, Reader, Task, Values
from actions.turn import Turn
from actions.wording import phrase
from backend.outlets.service import search_outlets
from backend.places.service import UnknownPlace

MOST = 3


def _where(turn: Turn, asked: bool) -> str | None:
    if entity := meant(turn, "address"):
        return entity.value
    city: str | None = place("from", "to", None)(turn, asked)
    return city


class FindOutlet(Task):
    intent: ClassVar = "find_outlet"
    is_query: ClassVar = True
    fields: ClassVar[dict[str, Reader]] = {"outlet_place": _where}

    async def perform(self, session: AsyncSession, turn: Turn, values: Values) -> Outcome:
        try:
            found = await search_outlets(session, values.require("outlet_place"))
        except UnknownPlace as unknown:
            return ask_again("outlet_place", unknown)
        if not found.outlets:
            none = Reply("utter_outlets_none", {"place": found.place})
            return Ask("outlet_place", (none,), forget=("outlet_place",))
        lines = [
            phrase(
                "outlet",
                name=outlet.name,
                hours=outlet.hours,
                address=outlet.address,
                phone=outlet.phone,
            )
            for outlet in found.outlets[:MOST]
        ]
        shown = {"place": found.place, "outlets": "\n".join(lines)}
        return Done.saying(
            "utter_outlets_found" if found.in_district else "utter_outlets_others", **shown
        )
