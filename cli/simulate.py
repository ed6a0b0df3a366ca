"""`yida simulate KIND`: chat from the terminal as a user of a messaging platform."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from uuid import uuid4

import aiohttp
import click
from aiohttp import web

from cli.simulators.base import Callback, Platform, Shown
from cli.simulators.registry import HOST, PLATFORMS, at_home, port_of

PHOTO = "/photo "


class Chat:
    """One user's side. `tell` shows a line."""

    def __init__(
        self, platform: Platform, http: aiohttp.ClientSession, tell: Callable[[str], None]
    ) -> None:
        self._platform, self._http, self._tell = platform, http, tell
        self._offered: tuple[tuple[str, str], ...] = ()

    async def type(self, line: str) -> None:
        """A text, the number of a button, or `/photo FILE`."""
        status, body = await self._platform.send(self._http, await self._callback(line))
        if status >= 300:
            self._tell(f"  ! {status} {body}")

    async def watch(self) -> None:
        """Show what the user sees, for ever."""
        while True:
            self.show(await self._platform.shown.get())

    def show(self, shown: Shown) -> None:
        if shown.picture is not None:
            self._tell(f"← [图片，{len(shown.picture)} 字节]")
            return
        self._offered = shown.options
        self._tell("← " + shown.text.replace("\n", "\n  "))
        for number, (_, title) in enumerate(shown.options, 1):
            self._tell(f"  [{number}] {title}")

    async def _callback(self, line: str) -> Callback:
        key = uuid4().hex
        if line.startswith(PHOTO):
            data = await asyncio.to_thread(Path(line.removeprefix(PHOTO).strip()).read_bytes)
            return self._platform.photo(data, key)
        if line.isdecimal() and 0 < int(line) <= len(self._offered):
            return self._platform.pressed(*self._offered[int(line) - 1], key)
        return self._platform.said(line, key)


async def _typed() -> AsyncIterator[str]:
    while line := await asyncio.to_thread(sys.stdin.readline):
        if line.strip():
            yield line.strip()


async def _play(kind: str, service: str) -> None:
    platform = at_home(kind)
    platform.service = service.rstrip("/")
    runner = web.AppRunner(platform.app(), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, HOST, port_of(kind)).start()
    try:
        async with aiohttp.ClientSession() as http:
            chat = Chat(platform, http, click.echo)
            watching = asyncio.create_task(chat.watch())
            async for line in _typed():
                try:
                    await chat.type(line)
                except (OSError, aiohttp.ClientError) as error:
                    click.echo(f"  ! {error}")
            watching.cancel()
    finally:
        await runner.cleanup()


@click.command(help="Chat as a user of a platform, with a house started by `yida run --simulate`.")
@click.argument("kind", type=click.Choice(sorted(PLATFORMS)))
@click.option("--service", default="http://127.0.0.1:8080", show_default=True)
def simulate(kind: str, service: str) -> None:
    click.echo(
        f"模拟平台 {kind}：直接输入要说的话；输入数字按按钮；/photo 文件 发图片；Ctrl-D 结束。"
    )
    asyncio.run(_play(kind, service))
