"""`yida simulate`: what is typed reaches the platform's callbacks, what is seen is printed."""

from pathlib import Path

import aiohttp
import pytest

from cli.simulate import Chat
from cli.simulators.base import PNG, Callback, Shown
from cli.simulators.registry import PLATFORMS, at_home, environment
from cli.simulators.telegram import Telegram
from service.channels.registry import MAKERS


class Recorded(Telegram):
    """Keeps what it would send."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[Callback] = []

    async def send(self, http: aiohttp.ClientSession, callback: Callback) -> tuple[int, str]:
        self.sent.append(callback)
        return 503, "busy"


@pytest.fixture
async def typed(tmp_path: Path) -> tuple[list[Callback], list[str]]:
    """Sent and printed, in a chat with a button and a photo."""
    platform, printed = Recorded(), list[str]()
    picture = tmp_path / "a.png"
    picture.write_bytes(PNG)
    async with aiohttp.ClientSession() as http:
        chat = Chat(platform, http, printed.append)
        await chat.type("你好")
        chat.show(Shown("1001", "请选择\n吧", (("k/1", "查物流"),)))
        await chat.type("1")
        await chat.type(f"/photo {picture}")
    return platform.sent, printed


async def test_lines_buttons_and_photos_are_sent(typed: tuple[list[Callback], list[str]]) -> None:
    said, pressed, photo = (callback.body.decode() for callback in typed[0])
    assert "message" in said
    assert '"data": "k/1"' in pressed
    assert '"photo"' in photo


async def test_what_is_seen_and_what_is_refused_is_printed(
    typed: tuple[list[Callback], list[str]],
) -> None:
    assert typed[1] == [
        "  ! 503 busy",
        "← 请选择\n  吧",
        "  [1] 查物流",
        "  ! 503 busy",
        "  ! 503 busy",
    ]


def test_every_channel_has_a_simulator_with_an_address_of_its_own() -> None:
    assert sorted(PLATFORMS) == sorted(MAKERS)
    assert len({at_home(kind).url for kind in PLATFORMS}) == len(PLATFORMS)
    assert all(name.startswith("YIDA_") for name in environment())
