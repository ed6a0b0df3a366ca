"""What every simulated platform has: callbacks to make, calls to take, and users who see things."""

import asyncio
import json
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any, ClassVar

import aiohttp
from aiohttp import web

from backend.clock import now

Json = dict[str, Any]

BUSY, REFUSED, STALE, DOWN = "busy", "refused", "stale", "down"
"""Ways to fail: try later, never, with another token, no answer that makes sense."""

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 32


@dataclass(frozen=True)
class Callback:
    """A call to the service, ready to be sent, altered or sent again."""

    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    method: str = "POST"

    def changed(self, **parts: Any) -> "Callback":
        return replace(self, **parts)


@dataclass(frozen=True)
class Shown:
    """What a user sees. `options` are (key, title) of the buttons."""

    user: str
    text: str = ""
    options: tuple[tuple[str, str], ...] = ()
    picture: bytes | None = None


class Platform(ABC):
    kind: ClassVar[str]
    user: ClassVar[str] = "user-1"

    def __init__(self) -> None:
        self.url = ""
        self.service = ""
        self.shown: asyncio.Queue[Shown] = asyncio.Queue()
        self.failing: deque[str] = deque()
        self.tries = 0
        self.tokens = 0
        self.pictures: dict[str, bytes] = {}

    @abstractmethod
    def environment(self) -> dict[str, str]:
        """What the service needs to know of this platform."""

    @abstractmethod
    def said(self, text: str, message_id: str, *, user: str = "", at: float = 0) -> Callback:
        """`at`: seconds from now at which the call is signed."""

    @abstractmethod
    def photo(self, data: bytes, message_id: str, *, user: str = "") -> Callback:
        """A picture, which the service has to fetch."""

    def pressed(self, key: str, title: str, message_id: str, *, user: str = "") -> Callback:
        """A button. Platforms without any say its title."""
        return self.said(title, message_id, user=user)

    @abstractmethod
    def routes(self, app: web.Application) -> None:
        """The calls that the platform takes."""

    def app(self) -> web.Application:
        app = web.Application(client_max_size=16 * 1024 * 1024)
        self.routes(app)
        return app

    async def send(self, http: aiohttp.ClientSession, callback: Callback) -> tuple[int, str]:
        """To the service. Status and body of its answer."""
        async with http.request(
            callback.method,
            f"{self.service}/api/v1/channels/{self.kind}",
            params=callback.query,
            headers=callback.headers,
            data=callback.body,
        ) as response:
            return response.status, await response.text()

    def failure(self) -> str | None:
        """How this call is to fail, if at all."""
        self.tries += 1
        return self.failing.popleft() if self.failing else None

    def show(self, shown: Shown) -> None:
        self.shown.put_nowait(shown)

    def token(self) -> str:
        """Each one is new, and the newest is the only one that counts."""
        self.tokens += 1
        return f"token-{self.tokens}"

    @property
    def current(self) -> str:
        return f"token-{self.tokens}"


def moment(at: float = 0) -> float:
    return (now() + timedelta(seconds=at)).timestamp()


async def uploaded(request: web.Request, field: str) -> bytes:
    """The file in a multipart form."""
    file = (await request.post())[field]
    assert isinstance(file, web.FileField)  # noqa: S101 - anything else is our mistake
    return file.file.read()


def answer(body: Json, status: int = 200) -> web.Response:
    dumps: Callable[[Json], str] = lambda found: json.dumps(found, ensure_ascii=False)  # noqa: E731
    return web.json_response(body, status=status, dumps=dumps)


def down() -> web.Response:
    return web.Response(status=502, text="<html>Bad Gateway</html>")
