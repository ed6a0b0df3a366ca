"""The conversation that a console looks at: what it has not been sent yet."""

from typing import Self

from sqlalchemy.ext.asyncio import AsyncSession

from backend.conversations.models import Conversation
from backend.desk import notes, reading
from backend.desk.reading import Span
from backend.desk.visibility import Viewer, see
from service.http import Schema
from service.staff.desk.frames import MessageFrame, NoteFrame
from service.staff.desk.history import NoteView, StaffMessage

LOOKED_BACK = 20
"""Messages whose understanding or delivery may still change after they were sent."""


class Watched:
    def __init__(self, conversation_id: str, last_seq: int, last_note: int) -> None:
        self.conversation_id = conversation_id
        self._last_seq, self._last_note = last_seq, last_note
        self._sent: dict[int, StaffMessage] = {}

    @classmethod
    async def begin(
        cls, session: AsyncSession, conversation: Conversation, after: int | None
    ) -> Self:
        written = await notes.of(session, conversation.id)
        last_note = written[-1][0].id if written else 0
        last_seq = conversation.last_seq if after is None else after
        watched = cls(conversation.id, last_seq, last_note)
        await watched._recent(session)
        # What came since the console read the conversation has not been sent to it.
        watched._sent = {seq: sent for seq, sent in watched._sent.items() if seq <= last_seq}
        watched._last_seq = last_seq
        return watched

    async def news(self, session: AsyncSession, viewer: Viewer) -> list[Schema]:
        """Raises NotFound when the member may no longer see the conversation."""
        await see(session, viewer, self.conversation_id)
        return [*await self._messages(session), *await self._notes(session)]

    async def _messages(self, session: AsyncSession) -> list[Schema]:
        before = self._sent
        return [
            MessageFrame(conversation_id=self.conversation_id, message=message)
            for message in await self._recent(session)
            if before.get(message.seq) != message
        ]

    async def _recent(self, session: AsyncSession) -> list[StaffMessage]:
        """Also those sent lately: the engine's understanding comes after the message itself."""
        span = Span(after=max(0, self._last_seq - LOOKED_BACK), limit=reading.PAGE)
        found = [
            StaffMessage.known(message, delivery)
            for message, delivery in await reading.messages(session, self.conversation_id, span)
        ]
        self._sent = {message.seq: message for message in found}
        self._last_seq = max([self._last_seq, *self._sent])
        return found

    async def _notes(self, session: AsyncSession) -> list[Schema]:
        found = await notes.of(session, self.conversation_id, self._last_note)
        if found:
            self._last_note = found[-1][0].id
        return [
            NoteFrame(conversation_id=self.conversation_id, note=NoteView.of(note, member))
            for note, member in found
        ]
