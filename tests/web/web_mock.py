"""The control side of web/dev/mock.mjs, and what it shares with the console's stand-in."""

import json
from typing import TypedDict, cast
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen


class Seen(TypedDict):
    """What the stand-in service has been asked, and what it holds for the newest conversation."""

    calls: list[str]
    ratings: list[dict[str, object]]
    codes: list[str]
    left: list[dict[str, object]]
    messages: list[dict[str, object]]


class Control:
    """Calls `POST /__mock/…` of a stand-in service."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._port = urlsplit(address).port

    def reset(self, **options: int) -> None:
        self._control("reset", **options)

    def _control(self, name: str, **body: object) -> object:
        request = Request(f"{self.address}/__mock/{name}", json.dumps(body).encode(), method="POST")
        with urlopen(request, timeout=10) as response:
            return json.load(response)


class Mock(Control):
    def host(self, *, foreign: bool = False, lang: str = "") -> str:
        """A host page's address; `foreign`: the widget comes from another site than the page."""
        widget = f"http://localhost:{self._port}" if foreign else ""
        return f"{self.address}/host?{urlencode({'widget': widget, 'lang': lang})}"

    def set(self, **change: int | bool) -> None:
        self._control("set", **change)

    def say(self, text: str, author: str = "bot", **more: object) -> None:
        self._control("say", text=text, author=author, **more)

    def state(self, state: str, **more: object) -> None:
        self._control("state", state=state, **more)

    def agent_types(self) -> None:
        self._control("typing")

    def drop_sockets(self) -> None:
        self._control("drop")

    def seen(self) -> Seen:
        return cast(Seen, self._control("look"))

    def texts(self, author: str = "customer") -> list[object]:
        return [row.get("text") for row in self.seen()["messages"] if row["author"] == author]
