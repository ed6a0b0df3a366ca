"""A simulated platform in front of a running service."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp.test_utils import TestServer
from fakes import Service, running_service

from cli.simulators.base import Callback, Platform, Shown
from cli.simulators.registry import PLATFORMS
from service.settings import ServiceSettings

Check = Callable[[], Awaitable[bool]]


async def eventually(check: Check) -> None:
    """Wait until it is so."""
    async with asyncio.timeout(60):
        while True:
            if await check():
                return
            await asyncio.sleep(0.05)


EVERY = sorted(PLATFORMS)
WITH_TOKENS = ["dingtalk", "feishu", "wechat", "wecom"]
WITH_BUTTONS = ["feishu", "telegram", "webhook", "wechat", "wecom"]
IN_WORDS = [kind for kind in EVERY if kind != "webhook"]
"""Those that show cards as text. The app behind the webhook draws them itself."""


class Line:
    """A platform, and the service that it talks to."""

    def __init__(self, platform: Platform, service: Service) -> None:
        self.platform, self.service = platform, service

    async def send(self, callback: Callback) -> int:
        status, _ = await self.platform.send(self.service.http.session, callback)
        return status

    async def say(self, text: str, message_id: str, *, user: str = "") -> None:
        assert await self.send(self.platform.said(text, message_id, user=user)) in (200, 202)

    async def seen(self) -> Shown:
        """The next thing that a user sees. Where messages are counted, replies that are ready
        together come as one."""
        return await asyncio.wait_for(self.platform.shown.get(), 60)

    async def read(self, replies: int) -> list[str]:
        """The next replies, each by itself however many came as one."""
        texts: list[str] = []
        while len(texts) < replies:
            texts += (await self.seen()).text.split("\n\n")
        return texts


@asynccontextmanager
async def on_line(
    kind: str, settings: ServiceSettings, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Line]:
    platform = PLATFORMS[kind]()
    async with TestServer(platform.app()) as server:
        platform.url = str(server.make_url("")).rstrip("/")
        for name, value in platform.environment().items():
            monkeypatch.setenv(name, value)
        async with running_service(settings) as service:
            platform.service = str(service.http.make_url("")).rstrip("/")
            yield Line(platform, service)
