"""Reads 微信客服's queues, and keeps our state of a conversation like the platform's."""

from datetime import timedelta

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from backend.channels import inlets, mirrors
from backend.channels.models import Inlet
from backend.clock import now
from backend.conversations import receipts
from backend.conversations.log import append
from backend.conversations.models import Author
from backend.database import reading, transaction
from service.channels.base import Incoming, TransportError
from service.channels.intake import open_locked, take
from service.channels.wecom.channel import WecomChannel
from service.channels.wecom.messages import Changed, Heard, News, PlatformState, news_of
from service.wiring import Services

log = structlog.get_logger(__name__)

KIND = "wecom"
HOLD = timedelta(seconds=30)
EVERY = timedelta(minutes=1)
"""A call of the platform's may be lost: its queue is looked at this often without one."""
PAUSE = timedelta(seconds=2)
TRUST = timedelta(minutes=2)
"""After this long the watchdog asks whether the platform's staff still have a customer."""


class Sync:
    def __init__(self, services: Services, channel: WecomChannel) -> None:
        self._services, self._database, self._channel = services, services.database, channel

    async def look(self) -> None:
        while inlet := await self._claim():
            try:
                await self._read(inlet)
            except Exception as error:
                # Whatever it was, nobody else should have to wait for the lease to run out.
                async with transaction(self._database) as session:
                    await inlets.release(session, inlet, now() + PAUSE)
                if not isinstance(error, TransportError):
                    raise
                log.warning("inlet_failed", channel=KIND)

    async def watch(self) -> None:
        """Put right what a lost event left wrong."""
        async with reading(self._database) as session:
            doubtful = await mirrors.unchecked(session, KIND, PlatformState.HUMAN, now() - TRUST)
        for user in doubtful:
            try:
                state = await self._channel.state(user)
            except TransportError:
                log.warning("state_unknown", channel=KIND)
                return
            await self._apply(Changed(user, state))

    async def _claim(self) -> Inlet | None:
        async with transaction(self._database) as session:
            return await inlets.claim(session, KIND, EVERY, HOLD)

    async def _read(self, inlet: Inlet) -> None:
        """The cursor moves on once everything is stored; what is read twice counts once."""
        page = await self._channel.read(inlet)
        for entry in page.msg_list:
            news = news_of(entry)
            if news is not None:
                await self._apply(news)
        async with transaction(self._database) as session:
            cursor = page.next_cursor or inlet.cursor
            await inlets.advance(session, inlet, cursor, more=bool(page.has_more))

    async def _apply(self, news: News) -> None:
        if isinstance(news, Incoming):
            await take(self._services, KIND, news)
            return
        async with transaction(self._database) as session:
            if isinstance(news, Heard):
                await _note_said(session, news)
            else:
                await _follow(session, news)


async def _note_said(session: AsyncSession, heard: Heard) -> None:
    conversation = await open_locked(session, KIND, heard.user)
    if await receipts.find(session, KIND, heard.message_id):
        return
    message = append(session, conversation, Author.AGENT, text=heard.text)
    await mirrors.said_already(session, message)
    receipts.remember(session, KIND, heard.message_id, message)


async def _follow(session: AsyncSession, changed: Changed) -> None:
    conversation = await open_locked(session, KIND, changed.user)
    was_human = await mirrors.held(session, KIND, changed.user, PlatformState.HUMAN)
    await mirrors.note(session, KIND, changed.user, changed.state)
    if changed.state is PlatformState.HUMAN:
        await mirrors.silence(session, conversation)
    elif was_human:
        mirrors.give_back(conversation)
