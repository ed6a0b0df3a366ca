"""Fetches the carrier's answers to redirections and interceptions, and tells the customers."""

import structlog
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.conversations.models import Author
from backend.conversations.reaching import tell
from backend.database import reading, transaction
from backend.errors import Conflict
from backend.shipments import answers
from backend.shipments.decisions import Decided
from service.realtime.hub import Hub
from service.texts import words

log = structlog.get_logger(__name__)


class CarrierAnswers:
    def __init__(self, database: AsyncEngine, hub: Hub) -> None:
        self._database, self._hub = database, hub

    async def look(self) -> None:
        async with reading(self._database) as session:
            due = await answers.due(session)
        for ticket_no in due:
            try:
                await self._answer(ticket_no)
            except Conflict:
                log.info("carrier_answered_elsewhere", ticket_no=ticket_no)

    async def _answer(self, ticket_no: str) -> None:
        """The effect and the word of it, all or nothing."""
        async with transaction(self._database) as session:
            decided = await answers.answer(session, ticket_no)
            message = await tell(
                session,
                decided.customer_id,
                decided.conversation_id,
                Author.BOT,
                in_words(decided),
            )
        if message is not None:
            self._hub.wake(message.conversation_id)


def in_words(decided: Decided) -> str:
    text = words("carrier")[f"{decided.kind}_{decided.answer}"]
    return text.format(waybill_no=decided.waybill_no, reason=decided.reason)
