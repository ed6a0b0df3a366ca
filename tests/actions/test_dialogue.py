"""What the dialogue does between the tasks."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine
from tasking import VISITOR, buyer_of, number

from actions.dialogue import Dialogue
from actions.reply import Reply
from actions.state import State
from actions.turn import Entity, Turn
from backend.access.service import Asker
from backend.orders.models import OrderState


class Spoken:
    """A conversation with the dialogue itself; its memory goes through the slot as Rasa's does."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._dialogue = Dialogue(engine)
        self._slot: dict[str, Any] | None = None
        self.turns = 0

    async def say(
        self, text: str, intent: str, *entities: Entity, asker: Asker = VISITOR
    ) -> list[Reply]:
        self.turns += 1
        state = State.load(self._slot)
        turn = Turn(f"t{self.turns}", text, intent, asker, entities)
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


async def test_a_task_waits_for_the_proof_and_goes_on_with_what_was_said(
    engine: AsyncEngine,
) -> None:
    buyer, order_no = await buyer_of(engine, OrderState.PAID)
    spoken = Spoken(engine)
    (asked,) = await spoken.say("取消", "cancel_order", number("order_no", order_no))
    assert asked.card == {"kind": "verify_phone"}
    go_on = asked.choices[0].payload
    assert go_on == f'/cancel_order{{"order_no": "{order_no}"}}'
    shown, question = await spoken.say(go_on, "cancel_order", asker=buyer)
    assert shown.values["order_no"] == order_no
    assert question.response == "utter_ask_cancel_confirmed"
