import asyncio
import json
from collections.abc import AsyncIterator, Callable

import pytest
from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestServer
from fakes import SECRET, FakeEngine, Service, running_service
from pydantic import SecretStr

from backend.clock import now
from service.channels.webhook.signature import SIGNATURE, TIMESTAMP, check, sign
from service.settings import ServiceSettings

Settings = Callable[..., ServiceSettings]
KEY = SecretStr(SECRET)


class Platform:
    """The other end: sends signed messages and takes signed replies, by the given statuses."""

    def __init__(self) -> None:
        self.statuses: list[int] = []
        self.tried: list[dict[str, object]] = []
        self.replies: asyncio.Queue[dict[str, object]] = asyncio.Queue()
        self.url = ""
        self.service: Service | None = None

    async def take(self, request: web.Request) -> web.StreamResponse:
        body = await request.read()
        check(KEY, request.headers[TIMESTAMP], request.headers[SIGNATURE], body)
        reply = json.loads(body)
        self.tried.append(reply)
        status = self.statuses.pop(0) if self.statuses else 204
        if status == 204:
            self.replies.put_nowait(reply)
        return web.Response(status=status)

    async def send(
        self, text: str, message_id: str = "m-1", *, at: int = 0, **headers: str
    ) -> ClientResponse:
        """`at` in seconds from now; `headers` replace the right ones."""
        assert self.service is not None
        body = json.dumps({"message_id": message_id, "user": "wx-1", "text": text}).encode()
        timestamp = str(int(now().timestamp()) + at)
        right = {TIMESTAMP: timestamp, SIGNATURE: sign(KEY, timestamp, body)}
        return await self.service.http.post(
            "/api/v1/channels/webhook", data=body, headers=right | headers
        )


@pytest.fixture
async def platform(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Platform]:
    platform = Platform()
    app = web.Application()
    app.router.add_post("/", platform.take)
    async with TestServer(app) as server:
        platform.url = str(server.make_url("/"))
        monkeypatch.setenv("YIDA_WEBHOOK_SECRET", SECRET)
        monkeypatch.setenv("YIDA_WEBHOOK_URL", platform.url)
        async with running_service(settings()) as service:
            platform.service = service
            yield platform


async def next_reply(platform: Platform) -> str:
    reply = await asyncio.wait_for(platform.replies.get(), 60)
    return str(reply["message"]["text"])  # type: ignore[index]


async def test_a_platform_message_is_answered_there(platform: Platform) -> None:
    assert (await platform.send("你好")).status == 202
    assert await next_reply(platform) == "答：你好"


async def test_it_is_acknowledged_with_the_engine_frozen(
    platform: Platform, engine: FakeEngine
) -> None:
    answer, thaw = engine.frozen()
    engine.next.append(answer)
    response = await asyncio.wait_for(platform.send("你好"), 60)
    assert response.status == 202
    thaw.set()
    assert await next_reply(platform) == "答：你好"


async def test_a_redelivered_message_counts_once(platform: Platform, engine: FakeEngine) -> None:
    answers = [await platform.send("你好", at=-age) for age in (0, 60, 120, 240)]
    assert len({(await answer.json())["id"] for answer in answers}) == 1
    assert await next_reply(platform) == "答：你好"
    assert len(engine.asked) == 1


async def test_the_very_same_call_is_refused_the_second_time(platform: Platform) -> None:
    assert (await platform.send("你好")).status == 202
    frozen_at = {TIMESTAMP: str(int(now().timestamp()))}
    body = json.dumps({"message_id": "m-1", "user": "wx-1", "text": "你好"}).encode()
    frozen_at[SIGNATURE] = sign(KEY, frozen_at[TIMESTAMP], body)
    assert {(await platform.send("你好", **frozen_at)).status for _ in range(3)} <= {202, 409}
    assert (await platform.send("你好", **frozen_at)).status == 409


@pytest.mark.parametrize(
    "headers",
    [
        {SIGNATURE: ""},
        {SIGNATURE: "0" * 64},
        {SIGNATURE: "签名"},
        {TIMESTAMP: ""},
        {TIMESTAMP: "²"},
        {TIMESTAMP: "1"},
    ],
)
async def test_a_doubtful_signature_is_refused(platform: Platform, headers: dict[str, str]) -> None:
    assert (await platform.send("你好", **headers)).status == 401


@pytest.mark.parametrize("at", [-301, 310])
async def test_a_call_from_another_time_is_refused(platform: Platform, at: int) -> None:
    assert (await platform.send("你好", at=at)).status == 401


async def test_a_refusal_for_good_is_not_tried_again_and_the_next_reply_goes_out(
    platform: Platform,
) -> None:
    platform.statuses = [400]
    await platform.send("第一句", "m-1")
    await platform.send("第二句", "m-2")
    assert await next_reply(platform) == "答：第二句"
    assert len(platform.tried) == 2


async def test_a_reply_is_tried_again_until_it_arrives(
    platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import timedelta

    from service.outbox import dispatcher

    monkeypatch.setattr(dispatcher, "FIRST_PAUSE", timedelta(0))
    platform.statuses = [503, 429]
    await platform.send("第一句", "m-1")
    await platform.send("第二句", "m-2")
    assert [await next_reply(platform) for _ in range(2)] == ["答：第一句", "答：第二句"]
    assert len({str(tried["message_id"]) for tried in platform.tried}) == 2


async def test_without_a_secret_there_is_no_such_channel(service: Service) -> None:
    assert (await service.http.post("/api/v1/channels/webhook", data=b"{}")).status == 404
