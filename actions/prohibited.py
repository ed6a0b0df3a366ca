"""May it be sent, and on what terms."""

from typing import ClassVar

from sqlalchemy.ext.asyncio import AsyncSession

from actions.fields import words
from actions.reply import Reply
from actions.task import Done, Outcome, Reader, Task, Values
from actions.turn import Turn
from backend.prohibited.service import check

MOST = 3


def _items(turn: Turn, asked: bool) -> list[str] | None:
    """The goods named; else what the table of goods knows of the sentence."""
    named = list(dict.fromkeys(e.value for e in turn.entities if e.name == "item"))
    if named:
        return named[:MOST]
    verdict = check(turn.text)
    return [verdict.matched] if verdict else None


class CheckProhibited(Task):
    intent: ClassVar = "check_prohibited"
    is_query: ClassVar = True
    fields: ClassVar[dict[str, Reader]] = {"items": _items, "goods": words}
    questions: ClassVar = {"goods": "utter_prohibited_ask_goods"}

    async def perform(self, session: AsyncSession, turn: Turn, values: Values) -> Outcome:
        items = values.get("items") or [values.require("goods")]
        return Done(tuple(_verdict(item) for item in items))


def _verdict(item: str) -> Reply:
    verdict = check(item)
    if verdict is None:
        return Reply("utter_prohibited_unknown", {"item": item})
    return Reply(
        f"utter_prohibited_{verdict.grade}",
        {
            "item": item,
            "reason": verdict.reason,
            "advice": verdict.advice,
            "clause": verdict.clause,
        },
    )
