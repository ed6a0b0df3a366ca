"""Tells customers of their parcels: gathered, at a fit time, where they are to be found."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncEngine

from backend.clock import local, now
from backend.conversations.models import Author
from backend.conversations.reaching import tell
from backend.database import reading, transaction
from backend.notices import gathering, telling
from backend.notices.rules import NOTICES
from backend.notices.telling import News
from service.realtime.hub import Hub
from service.texts import words

BATCH = 50


class Teller:
    def __init__(
        self, database: AsyncEngine, hub: Hub, clock: Callable[[], datetime] = now
    ) -> None:
        self._database, self._hub, self._clock = database, hub, clock

    async def look(self) -> None:
        async with reading(self._database) as session:
            happened = await gathering.untold(session)
        if happened:
            async with transaction(self._database) as session:
                await gathering.note(session, happened)
        if NOTICES.data.quiet.end_after(local(self._clock())):
            return  # by the morning some of it will be out of date
        async with reading(self._database) as session:
            due = await telling.customers_due(session, BATCH)
        for customer_id in due:
            await self._tell(customer_id)

    async def _tell(self, customer_id: int) -> None:
        """Taken and said in one transaction: told once, or still to be told."""
        async with transaction(self._database) as session:
            news = await telling.take(session, customer_id)
            if news is None:
                return
            message = await tell(session, customer_id, None, Author.SYSTEM, in_words(news))
            if message is None:
                telling.skip(news)
                return
            await telling.sent_as(session, news, message.id)
        self._hub.wake(message.conversation_id)


def in_words(news: News) -> str:
    texts = words("news")
    lines = [texts[notice.kind].format_map(notice.facts) for notice in news.notices]
    for incident in news.incidents:
        waybills = texts["between"].join(incident.waybills)
        count = len(incident.waybills)
        lines.append(texts["incident"].format(place=incident.place, waybills=waybills, count=count))
    return "\n".join([*lines, texts["off"]])
