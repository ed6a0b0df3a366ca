"""What the dialogue does between the tasks."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine

from actions.dialogue import Dialogue
from actions.reply import Reply
from actions.state import State
from actions.turn import Entity, Turn
from backend.access.service import Asker


class Spoken:
    """A conversation with the dialogue itself; its memory goes through the slot as Rasa's does."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._dialogue = Dialogue(engine)
        self._slot: dict[str, Any] | None = None
        self.turns = 0

    async def say(self, text: str, intent: str, *entities: Entity) -> list[Reply]:
        self.turns += 1
        state = State.load(self._slot)
        turn = Turn(f"t{self.turns}", text, intent, Asker("c1"), entities)
        replies = await self._dialogue.advance(turn, state)
        self._slot = state.dump()
        return replies


async def test_a_person_is_told_what_was_wanted_and_what_is_missing(engine: AsyncEngine) -> None:
    spoken = Spoken(engine)
    await spoken.say("垃圾", "vent")
    waybill = Entity("waybill_no", "SF1234567890123")
    await spoken.say("查SF1234567890123", "track_shipment", waybill)
    (reply,) = await spoken.say("转人工", "request_human")
    assert reply.handover
    assert reply.summary == {
        "asked": "查快递到哪了",
        "tried": [],
        "missing": ["手机尾号"],
        "values": {"运单号": "SF1234567890123"},
        "upset": True,
    }


async def test_nothing_is_offered_again_after_a_person_took_over(engine: AsyncEngine) -> None:
    spoken = Spoken(engine)
    await spoken.say("我要投诉", "file_complaint")
    await spoken.say("转人工", "request_human")
    (reply,) = await spoken.say("你好", "greet")
    assert reply.response == "utter_greet"


async def test_the_same_words_in_vain_are_a_miss(engine: AsyncEngine) -> None:
    spoken = Spoken(engine)
    for _ in range(2):
        await spoken.say("催一下", "urge_delivery")
    (helped,) = await spoken.say("催一下", "urge_delivery")
    assert helped.response == "utter_help_waybill_no"
    (reply,) = await spoken.say("催一下", "urge_delivery")
    assert reply.handover
