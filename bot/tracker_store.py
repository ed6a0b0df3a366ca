"""Conversation trackers in SQL: one short row each, saved only when the turn was answered."""

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActiveLoop, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.turn import Turn

KEPT_TURNS = 10
"""Turns that stay word for word. Rules look at the running task, memoised stories at five turns."""

DEFAULT_URL = f"sqlite:///{Path(__file__).resolve().parent.parent / 'var' / 'trackers.db'}"

metadata = sa.MetaData()
trackers = sa.Table(
    "engine_trackers",
    metadata,
    sa.Column("conversation_id", sa.String(64), primary_key=True),
    sa.Column("events", sa.Text, nullable=False),
)


class UnansweredTurn(RuntimeError):
    """An action failed and nothing was said: the turn must leave no trace, to be retried."""


class CompactTrackerStore(TrackerStore):
    """Keeps the last turns of a conversation and, of what came before, only slots and open task.

    Rasa's own SQL store keeps one row an event and replays all of them on every read, so a turn's
    cost grows with the conversation.
    """

    def __init__(
        self,
        domain: Domain | None = None,
        event_broker: EventBroker | None = None,
        url: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(domain, event_broker, **kwargs)
        address = url or os.environ.get("YIDA_TRACKER_URL") or DEFAULT_URL
        if address.startswith("sqlite:///"):
            Path(address.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
        self._engine = sa.create_engine(address, pool_pre_ping=True)
        metadata.create_all(self._engine)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Raises UnansweredTurn instead of storing a customer's turn that has no answer."""
        turn = Turn(tracker)
        if turn.id and not turn.utterances:
            raise UnansweredTurn(turn.id)
        await self.stream_events(tracker)
        events = json.dumps(
            [event.as_dict() for event in self._compact(tracker)], ensure_ascii=False
        )
        with self._engine.begin() as connection:
            known = trackers.c.conversation_id == tracker.sender_id
            updated = connection.execute(trackers.update().where(known).values(events=events))
            if not updated.rowcount:
                connection.execute(
                    trackers.insert().values(conversation_id=tracker.sender_id, events=events)
                )

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        query = sa.select(trackers.c.events).where(trackers.c.conversation_id == sender_id)
        with self._engine.connect() as connection:
            stored = connection.execute(query).scalar()
        if stored is None:
            return None
        events = [Event.from_parameters(event) for event in json.loads(stored)]
        return DialogueStateTracker.from_events(
            sender_id, events, self.domain.slots, domain=self.domain
        )

    async def keys(self) -> Iterable[str]:
        with self._engine.connect() as connection:
            return list(connection.execute(sa.select(trackers.c.conversation_id)).scalars())

    def _compact(self, tracker: DialogueStateTracker) -> list[Event]:
        """The events; of old ones only a summary, once twice the kept turns are there."""
        events = list(tracker.events)
        said = [i for i, event in enumerate(events) if isinstance(event, UserUttered)]
        if len(said) < 2 * KEPT_TURNS:
            return events
        # A turn begins after the action_listen that awaited it; that one event stays with it.
        cut = said[-KEPT_TURNS] - 1
        before = DialogueStateTracker.from_events(
            tracker.sender_id, events[:cut], self.domain.slots, domain=self.domain
        )
        summary: list[Event] = [
            SlotSet(name, slot.value)
            for name, slot in before.slots.items()
            if slot.value != slot.initial_value
        ]
        if before.active_loop_name:
            summary.append(ActiveLoop(before.active_loop_name))
        return summary + events[cut:]
