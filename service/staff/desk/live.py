"""The console's WebSocket: rows and counts of the desk, and the conversation that is looked at."""

import asyncio
from datetime import timedelta

import structlog
from aiohttp import WSCloseCode, WSMessage, WSMsgType, web
from pydantic import ValidationError

from backend.clock import now
from backend.database import reading, transaction
from backend.desk.opening import current
from backend.desk.visibility import see
from backend.errors import NotFound, YidaError
from backend.staff import members, sessions
from backend.staff.models import Role
from service.errors import DATABASE_DOWN, SignedOut
from service.http import Nothing, Schema
from service.staff import access
from service.staff.access import COOKIE, StaffCall, StaffEndpoint
from service.staff.account.schemas import me
from service.staff.desk.board import BOARD, Outlet
from service.staff.desk.frames import FromConsole, Hello, Ping, Pong, Typing, TypingFrame, Watch
from service.staff.desk.frames import SignedOut as SignedOutFrame
from service.staff.desk.watching import Watched

log = structlog.get_logger(__name__)

CHECK_SECONDS = 2.0
"""How soon a console notices that its session is over."""
SEEN_EVERY = timedelta(seconds=20)
FRAME_BYTES = 8 * 1024


class Live:
    """One open console of one member."""

    def __init__(self, call: StaffCall[Nothing], ws: web.WebSocketResponse, outlet: Outlet) -> None:
        self._call, self._services = call, call.services
        self._ws, self._outlet, self._news = ws, outlet, outlet.news
        self._watched: Watched | None = None
        self._checked_at = float("-inf")
        self._seen_at = now() - SEEN_EVERY

    async def run(self) -> None:
        """Ends when either side does. Neither is cancelled within a transaction."""
        reader = asyncio.create_task(self._read())
        try:
            await self._write(reader)
        finally:
            self._watch(None)
            await self._ws.close(code=WSCloseCode.GOING_AWAY)
            await reader

    async def _write(self, reader: asyncio.Task[None]) -> None:
        async with reading(self._call.database) as session:
            await self._send(Hello(me=await me(session, self._call.member.id)))
        while not (reader.done() or self._services.hub.closed):
            try:
                await self._check()
            except SignedOut:
                await self._send(SignedOutFrame())
                return
            while self._outlet.frames:
                await self._send(self._outlet.frames.popleft())
            await self._tell_of_watched()
            await self._news.wait(CHECK_SECONDS)

    async def _tell_of_watched(self) -> None:
        watched, typing = self._watched, self._news.typing()
        if watched is None:
            return
        if "customer" in typing:
            await self._send(TypingFrame(conversation_id=watched.conversation_id))
        try:
            async with reading(self._call.database) as session:
                frames = await watched.news(session, self._call.viewer)
        except NotFound:  # passed on to a colleague meanwhile
            self._watch(None)
            return
        for frame in frames:
            await self._send(frame)

    async def _check(self) -> None:
        """Raises SignedOut. An open console counts as being there and as using the session."""
        moment = asyncio.get_running_loop().time()
        if moment - self._checked_at < CHECK_SECONDS:
            return
        self._checked_at = moment
        token = self._call.request.cookies.get(COOKIE, "")
        found = await access.session_of(self._services, token)
        if self._seen_at <= now() - SEEN_EVERY:
            self._seen_at = now()
            async with transaction(self._call.database) as session:
                await members.seen(session, found.id)
                if sessions.needs_touch(found):
                    await sessions.touch(session, found.session_id)

    async def _read(self) -> None:
        try:
            async for frame in self._ws:
                try:
                    await self._handle(frame)
                except YidaError as error:
                    log.info("frame_refused", reason=error.code)
        finally:
            asyncio.get_running_loop().call_soon(self._news.tell)  # the writer sees the end

    async def _handle(self, frame: WSMessage) -> None:
        match _parse(frame):
            case Watch(conversation_id=None):
                self._watch(None)
            case Watch(conversation_id=str(conversation_id), after=after):
                async with reading(self._call.database) as session:
                    found = await see(session, self._call.viewer, conversation_id)
                    watched = await Watched.begin(session, found, after)
                self._watch(watched)
                self._news.tell()
            case Typing(conversation_id=conversation_id):
                await self._typing(conversation_id)
            case Ping():
                await self._send(Pong())

    async def _typing(self, conversation_id: str) -> None:
        """Only the assignee's typing is shown; other consoles pass over an agent's."""
        async with reading(self._call.database) as session:
            case = await current(session, conversation_id)
        if case is not None and case.assignee_id == self._call.member.id:
            self._services.hub.typing(conversation_id, "agent", but=self._news)

    def _watch(self, watched: Watched | None) -> None:
        hub = self._services.hub
        if self._watched is not None:
            hub.detach(self._watched.conversation_id, self._news)
        self._watched = watched
        if watched is not None:
            hub.attach(watched.conversation_id, self._news)

    async def _send(self, frame: Schema) -> None:
        await self._ws.send_str(frame.model_dump_json())


async def serve(call: StaffCall[Nothing]) -> web.WebSocketResponse:
    access.refuse_foreign(call.request, marked=False)
    services = call.services
    ws = web.WebSocketResponse(
        heartbeat=services.settings.heartbeat_seconds, max_msg_size=FRAME_BYTES
    )
    await ws.prepare(call.request)
    with call.request.app[BOARD].open(call.viewer) as outlet:
        try:
            await Live(call, ws, outlet).run()
        except (*DATABASE_DOWN, ConnectionResetError):
            log.warning("socket_dropped", exc_info=True)
    return ws


def _parse(frame: WSMessage) -> Schema | None:
    """None for what is no frame of ours: a newer console may send more than this one knows."""
    if frame.type is not WSMsgType.TEXT:
        return None
    try:
        return FromConsole.validate_json(frame.data)
    except ValidationError:
        return None


ENDPOINTS = (StaffEndpoint("GET", "/ws", Role.AGENT, serve),)
