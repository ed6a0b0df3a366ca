"""Works off what was acknowledged before it was whole: fetches pictures, then stores messages."""

import asyncio
from datetime import timedelta

import structlog

from backend.channels import arrivals
from backend.channels.models import Arrival, ArrivalState
from backend.clock import now
from backend.conversations import receipts
from backend.conversations.log import append
from backend.conversations.models import Attachment, Author, Message, new_id
from backend.database import transaction
from service.attachments.files import Files, sniff
from service.channels.base import Incoming, TransportError
from service.channels.intake import enter, open_locked
from service.messages.intake import announce
from service.texts import words
from service.wiring import Services

log = structlog.get_logger(__name__)

HOLD = timedelta(seconds=30)
PATIENCE = timedelta(minutes=10)
"""After this long the customer is asked to send the picture again."""
FIRST_PAUSE = timedelta(seconds=1)
BATCH = 20


class Arriving:
    def __init__(self, services: Services) -> None:
        self._services = services
        self._files = Files(services.settings.var_dir)

    async def look(self) -> None:
        while True:
            async with transaction(self._services.database) as session:
                claimed = await arrivals.claim(session, BATCH, HOLD)
            if not claimed:
                return
            await asyncio.gather(*map(self._work_off, claimed))

    async def _work_off(self, arrival: Arrival) -> None:
        incoming = Incoming(**arrival.body)  # type: ignore[arg-type] # as `asdict` left it
        try:
            data = await self._fetch(arrival.channel, incoming)
        except TransportError as error:
            log.warning("picture_failed", channel=arrival.channel, attempts=arrival.attempts)
            if not error.permanent and arrival.created_at + PATIENCE > now():
                async with transaction(self._services.database) as session:
                    pause = FIRST_PAUSE * 2 ** min(arrival.attempts - 1, 6)
                    await arrivals.postponed(session, arrival.id, now() + pause)
                return
            data = None
        await self._store(arrival, incoming, data)

    async def _fetch(self, kind: str, incoming: Incoming) -> bytes | None:
        if incoming.picture is None:
            return None
        channel = self._services.channels.get(kind)
        if channel is None:
            raise TransportError("channel is not set up", permanent=False)
        data = await channel.picture(incoming.picture)
        if sniff(data) is None or len(data) > self._services.settings.attachment_bytes:
            raise TransportError("no picture", permanent=True)
        return data

    async def _store(self, arrival: Arrival, incoming: Incoming, data: bytes | None) -> None:
        """The file is stored before its row: a row without a file would be a broken promise."""
        attachment_id = new_id()
        if data is not None:
            await self._files.save(attachment_id, data)
        async with transaction(self._services.database) as session:
            conversation = await open_locked(session, arrival.channel, incoming.user)
            if not await arrivals.ended(
                session, arrival.id, ArrivalState.DONE if data else ArrivalState.FAILED
            ):
                return
            if data is not None:
                session.add(_row(attachment_id, conversation.id, data))
                await session.flush()
            lost = incoming.picture is not None and data is None
            message: Message
            if lost:
                message = append(
                    session, conversation, Author.CUSTOMER, text=words("channels")["picture"]
                )
                append(session, conversation, Author.SYSTEM, text=words("channels")["picture_lost"])
            else:
                ids = [attachment_id] if data is not None else None
                message = await enter(session, conversation, incoming, ids)
            await session.flush()
            await receipts.complete(session, arrival.channel, incoming.message_id, message)
        announce(self._services, message, arrival.channel)


def _row(attachment_id: str, conversation_id: str, data: bytes) -> Attachment:
    media_type = sniff(data) or ""
    return Attachment(
        id=attachment_id,
        conversation_id=conversation_id,
        name=f"{attachment_id[:8]}.{media_type.partition('/')[2]}",
        media_type=media_type,
        size=len(data),
    )
