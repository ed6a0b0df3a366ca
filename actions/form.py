"""The form of every task: Rasa's active loop, carried by our dialogue in one call a turn."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.dialogue import Dialogue
from actions.reply import Reply
from actions.state import SLOT, State
from actions.turn import Turn

FORM = "task_form"


class TaskForm(Action):
    """Takes the place of Rasa's own form action, as an action of a form's name does."""

    def __init__(self, dialogue: Dialogue) -> None:
        self._dialogue = dialogue

    def name(self) -> str:
        return FORM

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        state = State.load(tracker.get_slot(SLOT))
        replies = await self._dialogue.advance(Turn.from_tracker(tracker), state)
        for reply in replies or [Reply("utter_unknown")]:
            reply.utter(dispatcher)
        return [SlotSet(SLOT, state.dump()), ActiveLoop(FORM if state.running else None)]
