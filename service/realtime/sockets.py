"""The customer's WebSocket: replay from `last_seq`, then everything new as it comes."""

import asyncio
from dataclasses import asdict

import structlog
from aiohttp import WSCloseCode, WSMessage, WSMsgType, web
from pydantic import ValidationError

from backend.clock import now
from backend.conversations.log import Snapshot
from backend.conversations.sessions import Caller
from backend.errors import InvalidInput, YidaError
from service.errors import DATABASE_DOWN, Unauthenticated
from service.http import Call, Endpoint, Nothing, Schema
from service.messages.intake import take_in
from service.messages.pages import look
from service.realtime.frames import (
    Ack,
    ErrorFrame,
    FromClient,
    Hello,
    MessageFrame,
    Ping,
    Send,
    StateFrame,
    Typing,
)
from service.realtime.hub import Subscription
from service.sessions.authentication import caller_of
from service.texts import words
from service.wiring import Services

log = structlog.get_logger(__name__)

HELLO_SECONDS = 10
FRAME_BYTES = 64 * 1024


class Socket:
    """One open connection of one customer."""

    def __init__(
        self, services: Services, ws: web.WebSocketResponse, caller: Caller, news: Subscription
    ) -> None:
        self._services, self._ws = services, ws
        self._caller, self._news = caller, news

    async def run(self, last_seq: int) -> None:
        """Ends when either side does, and then ends the other.

        Neither is cancelled: what is being stored gets stored.
        """
        reader = asyncio.create_task(self._read())
        try:
            await self._write(last_seq, reader)
        finally:
            await self._ws.close(code=WSCloseCode.GOING_AWAY)
            await reader

    async def _write(self, last_seq: int, reader: asyncio.Task[None]) -> None:
        shown: StateFrame | None = None
        hub, seconds = self._services.hub, self._services.settings.heartbeat_seconds
        while not (reader.done() or hub.closed) and self._caller.expires_at > now():
            state, messages = await look(
                self._services.database, self._caller.conversation_id, last_seq
            )
            for message in messages:
                await _send(self._ws, MessageFrame(message=message))
                last_seq = message.seq
            if last_seq < state.last_seq and messages:
                continue  # there is another page
            shown = await self._show(state, shown)
            for author in self._news.typing():
                await _send(self._ws, Typing(author=author))
            if not await self._news.wait(seconds):
                await _send(self._ws, Ping())

    async def _show(self, state: Snapshot, shown: StateFrame | None) -> StateFrame:
        frame = StateFrame.model_validate(asdict(state))
        if frame != shown:
            await _send(self._ws, frame)
        return frame

    async def _read(self) -> None:
        try:
            async for frame in self._ws:
                try:
                    await self._handle(frame)
                except YidaError as error:
                    await _refuse(self._ws, error)
        finally:
            asyncio.get_running_loop().call_soon(self._news.tell)  # the writer sees the end

    async def _handle(self, frame: WSMessage) -> None:
        match _parse(frame):
            case Send() as sent:
                await self._take(sent)
            case Typing():
                self._services.hub.typing(self._caller.conversation_id, "customer", but=self._news)

    async def _take(self, sent: Send) -> None:
        try:
            await self._services.per_session.take(self._caller.conversation_id)
            stored = await take_in(self._services, self._caller.conversation_id, sent)
        except YidaError as error:
            await _refuse(self._ws, error, sent.client_id)
        else:
            await _send(self._ws, Ack(client_id=sent.client_id, id=stored.id, seq=stored.seq))


async def serve(call: Call[Nothing]) -> web.WebSocketResponse:
    services = call.services
    ws = web.WebSocketResponse(
        heartbeat=services.settings.heartbeat_seconds, max_msg_size=FRAME_BYTES
    )
    await ws.prepare(call.request)
    try:
        hello, caller = await _greet(services, ws)
    except YidaError as error:
        await _refuse(ws, error)
        await ws.close(code=WSCloseCode.POLICY_VIOLATION)
        return ws
    with (
        services.metrics.sockets.track_inprogress(),
        services.hub.subscribe(caller.conversation_id) as news,
    ):
        try:
            await Socket(services, ws, caller, news).run(hello.last_seq)
        except DATABASE_DOWN:
            # What was not sent is replayed from `last_seq` when the customer is back.
            log.warning("socket_dropped", exc_info=True)
    return ws


async def _greet(services: Services, ws: web.WebSocketResponse) -> tuple[Hello, Caller]:
    """The token comes in the first frame: in the URL it would end up in logs."""
    try:
        async with asyncio.timeout(HELLO_SECONDS):
            hello = Hello.model_validate_json(_text(await ws.receive()))
    except (TimeoutError, ValidationError) as error:
        raise Unauthenticated from error
    return hello, await caller_of(services.database, hello.token)


def _parse(frame: WSMessage) -> Schema:
    try:
        return FromClient.validate_json(_text(frame))
    except ValidationError as error:
        raise InvalidInput from error


def _text(frame: WSMessage) -> str:
    if frame.type is not WSMsgType.TEXT:
        raise InvalidInput("text frames only")
    return str(frame.data)


async def _send(ws: web.WebSocketResponse, frame: Schema) -> None:
    await ws.send_str(frame.model_dump_json(exclude_none=True))


async def _refuse(
    ws: web.WebSocketResponse, error: YidaError, client_id: str | None = None
) -> None:
    message = words("errors")[error.code]
    await _send(ws, ErrorFrame(code=error.code, message=message, client_id=client_id))


ENDPOINTS = (
    Endpoint(
        "GET",
        "/ws",
        "WebSocket; the first frame is hello with the token and last_seq",
        serve,
        Nothing,
        None,
        status=101,
        signed=False,
    ),
)
