"""A fake engine worker, and a client that speaks the customer API."""

import asyncio
from collections import Counter, deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any
from uuid import uuid4

from aiohttp import ClientResponse, ClientWebSocketResponse, web
from aiohttp.test_utils import TestClient, TestServer

from service.app import create_app
from service.settings import ServiceSettings

SECRET = "the host site and we know this one, and nobody else in the whole wide world"

Json = dict[str, Any]
Answering = Callable[[Json], Awaitable[web.StreamResponse]]


async def echo(asked: Json) -> web.StreamResponse:
    said = asked.get("text", asked.get("payload"))
    nlu = {"intent": "greet", "confidence": 0.9, "entities": []}
    return web.json_response({"messages": [{"text": f"答：{said}"}], "nlu": nlu})


async def empty(_asked: Json) -> web.StreamResponse:
    return web.json_response({"messages": [], "nlu": None})


async def broken(_asked: Json) -> web.StreamResponse:
    return web.Response(status=500, text="Traceback")


async def garbled(_asked: Json) -> web.StreamResponse:
    return web.Response(text="[]", content_type="application/json")


async def handover(_asked: Json, summary: Json | None = None) -> web.StreamResponse:
    events = {"handover": True, "summary": summary}
    return web.json_response({"messages": [{"text": "转人工"}], "events": events})


async def offering(_asked: Json) -> web.StreamResponse:
    choices = [{"title": "查物流", "payload": "/track_shipment"}]
    return web.json_response({"messages": [{"text": "请选择", "choices": choices}]})


async def proof_wanted(_asked: Json) -> web.StreamResponse:
    choices = [{"title": "继续办理", "payload": "/query_order"}]
    message = {"text": "请先核实身份", "card": {"kind": "verify_phone"}, "choices": choices}
    return web.json_response({"messages": [message]})


class FakeEngine:
    """Answers by `next` once each, then by `usual`. Every request is kept in `asked`."""

    def __init__(self) -> None:
        self.usual: Answering = echo
        self.next: deque[Answering] = deque()
        self.asked: list[Json] = []
        self.headers: list[dict[str, str]] = []
        self.arrived: asyncio.Queue[Json] = asyncio.Queue()
        self.together: Counter[str] = Counter()
        self.most_together = 0
        self.url = ""

    def frozen(self) -> tuple[Answering, asyncio.Event]:
        """An answer that waits for the event."""
        thaw = asyncio.Event()

        async def answer(asked: Json) -> web.StreamResponse:
            await thaw.wait()
            return await echo(asked)

        return answer, thaw

    async def hello(self, _request: web.Request) -> web.StreamResponse:
        return web.Response(text="ok")

    async def turn(self, request: web.Request) -> web.StreamResponse:
        asked = await request.json()
        self.asked.append(asked)
        self.headers.append(dict(request.headers))
        self.arrived.put_nowait(asked)
        conversation = asked["conversation_id"]
        self.together[conversation] += 1
        self.most_together = max(self.most_together, self.together[conversation])
        try:
            return await (self.next.popleft() if self.next else self.usual)(asked)
        finally:
            self.together[conversation] -= 1


@asynccontextmanager
async def running_engine() -> AsyncIterator[FakeEngine]:
    engine = FakeEngine()
    app = web.Application()
    app.router.add_post("/webhooks/yida/turn", engine.turn)
    app.router.add_get("/webhooks/yida/", engine.hello)
    async with TestServer(app, shutdown_timeout=0) as server:
        engine.url = str(server.make_url("")).rstrip("/")
        yield engine


class Customer:
    """One session against one running service."""

    def __init__(self, http: TestClient[web.Request, web.Application], opened: Json) -> None:
        self.http = http
        self.token: str = opened["token"]
        self.conversation_id: str = opened["conversation_id"]
        self.headers = {"Authorization": f"Bearer {self.token}"}

    async def post(self, path: str, body: Json) -> ClientResponse:
        return await self.http.post(f"/api/v1{path}", json=body, headers=self.headers)

    async def get(self, path: str) -> ClientResponse:
        return await self.http.get(f"/api/v1{path}", headers=self.headers)

    async def send(self, text: str, client_id: str | None = None) -> Json:
        body = {"client_id": client_id or uuid4().hex, "text": text}
        response = await self.post("/messages", body)
        assert response.status == 202, await response.text()
        return await response.json()

    async def read(self, after: int = 0, wait: float = 0) -> Json:
        response = await self.get(f"/messages?after={after}&wait={wait}")
        assert response.status == 200, await response.text()
        return await response.json()

    async def settled(self, patience: float = 60) -> list[Json]:
        """Everything said, once no turn runs any more."""
        async with asyncio.timeout(patience):
            seq, said = 0, []
            while True:
                page = await self.read(after=seq, wait=5 if said else 0)
                said += page["messages"]
                seq = said[-1]["seq"] if said else 0
                if not page["busy"] and seq == page["last_seq"]:
                    return said

    async def connect(self, last_seq: int = 0) -> ClientWebSocketResponse:
        ws = await self.http.ws_connect("/api/v1/ws")
        await ws.send_json({"type": "hello", "token": self.token, "last_seq": last_seq})
        return ws


async def frame(ws: ClientWebSocketResponse, kind: str) -> Json:
    """The next frame of that type; others are passed over."""
    while True:
        found: Json = await ws.receive_json(timeout=10)
        if found["type"] == kind:
            return found


class Service:
    """A running service under test."""

    def __init__(self, http: TestClient[web.Request, web.Application]) -> None:
        self.http = http

    async def open(self, **body: str) -> Customer:
        response = await self.http.post("/api/v1/sessions", json=body)
        assert response.status == 201, await response.text()
        return Customer(self.http, await response.json())


@asynccontextmanager
async def running_service(settings: ServiceSettings) -> AsyncIterator[Service]:
    server = TestServer(create_app(settings), shutdown_timeout=0.1)
    async with TestClient(server) as client:
        yield Service(client)
