"""Service processes of their own, to be killed."""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import ClientSession
from aiohttp.test_utils import unused_port


class Process:
    """`python -m service` on a port that it keeps when it is started again."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.port = unused_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._environment = {**environment, "YIDA_PORT": str(self.port)}
        self._running: asyncio.subprocess.Process | None = None
        self._drain: asyncio.Task[bytes] | None = None

    async def start(self) -> None:
        self._running = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "service", env=self._environment, stderr=asyncio.subprocess.PIPE
        )
        assert self._running.stderr is not None
        async for line in self._running.stderr:
            if b'"serving"' in line:
                self._drain = asyncio.create_task(self._running.stderr.read())
                return
        raise RuntimeError("the service did not start")

    def freeze(self) -> None:
        """As on a machine that hangs: connections stay open, and nothing answers."""
        assert self._running is not None
        self._running.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        assert self._running is not None
        self._running.send_signal(signal.SIGCONT)

    async def kill(self) -> None:
        """As `kill -9` does: nothing is finished, nothing is said."""
        if self._running is not None and self._running.returncode is None:
            self._running.kill()
            await self._running.wait()
        if self._drain is not None:
            await self._drain


@asynccontextmanager
async def processes(
    count: int, database_url: str, engine_url: str, folder: Path, **changes: str
) -> AsyncIterator[list[Process]]:
    environment = {
        "YIDA_DATABASE_URL": database_url,
        "YIDA_ENGINE_URLS": engine_url,
        "YIDA_VAR_DIR": str(folder),
        "YIDA_LEASE_SECONDS": "2",
        "YIDA_ATTEMPT_SECONDS": "1.5",
        "YIDA_DUTY": "always",
        "YIDA_SESSION_BURST": "100000",
        "YIDA_ADDRESS_BURST": "100000",
        **changes,
    }
    started = [Process(environment) for _ in range(count)]
    try:
        for process in started:
            await process.start()
        yield started
    finally:
        for process in started:
            await process.kill()


class Talker:
    """A customer who goes on to the next process when one is gone, as a widget reconnects."""

    def __init__(self, http: ClientSession, urls: list[str], opened: dict[str, str]) -> None:
        self._http, self._urls = http, urls
        self._headers = {"Authorization": f"Bearer {opened['token']}"}
        self.conversation_id = opened["conversation_id"]

    @classmethod
    async def open(cls, http: ClientSession, urls: list[str]) -> "Talker":
        async with http.post(f"{urls[0]}/api/v1/sessions", json={}) as response:
            return cls(http, urls, await response.json())

    async def call(self, method: str, path: str, body: object = None) -> dict[str, object]:
        while True:
            for url in self._urls:
                try:
                    async with self._http.request(
                        method, f"{url}/api/v1{path}", json=body, headers=self._headers
                    ) as response:
                        if response.status < 500:
                            assert response.status in (200, 202), await response.text()
                            answer: dict[str, object] = await response.json()
                            return answer
                except OSError:
                    continue
            await asyncio.sleep(0.05)

    async def send(self, text: str) -> None:
        await self.call("POST", "/messages", {"client_id": text, "text": text})

    async def everything(self, *, answers: int) -> list[tuple[str, str]]:
        """(author, text) of all that was said, once there are so many answers."""
        said: list[tuple[str, str]] = []
        while sum(author == "bot" for author, _ in said) < answers:
            page = await self.call("GET", f"/messages?after={len(said)}&wait=2")
            messages = page["messages"]
            assert isinstance(messages, list)
            assert [m["seq"] for m in messages] == [
                *range(len(said) + 1, len(said) + len(messages) + 1)
            ]
            said += [(m["author"], m["text"]) for m in messages]
        return said
