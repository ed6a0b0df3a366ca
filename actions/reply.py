"""What an action says: the name of a response in the topic files, with values, card and choices."""

from dataclasses import dataclass, field
from typing import Any

from rasa_sdk.executor import CollectingDispatcher


@dataclass(frozen=True)
class Choice:
    """A button. `payload` is `/intent{"entity": "value"}`; the customer never sees it."""

    title: str
    payload: str


@dataclass(frozen=True)
class Reply:
    """`response` is looked up in the YAML, `values` fill its braces. `summary` tells a person who
    takes over what it is about."""

    response: str
    values: dict[str, Any] = field(default_factory=dict)
    card: dict[str, Any] | None = None
    choices: tuple[Choice, ...] = ()
    handover: bool = False
    summary: dict[str, Any] | None = None

    def utter(self, dispatcher: CollectingDispatcher) -> None:
        custom: dict[str, Any] = {}
        if self.card:
            custom["card"] = self.card
        if self.handover:
            custom["events"] = {"handover": True, "summary": self.summary}
        dispatcher.utter_message(
            response=self.response,
            buttons=[{"title": c.title, "payload": c.payload} for c in self.choices],
            json_message=custom,
            **self.values,
        )
