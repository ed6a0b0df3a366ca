"""A member of staff at the console, and a customer in a messaging app."""

from collections.abc import AsyncIterator, Callable

import pytest
from aiohttp import FormData
from consoles import BASE, Console, answered, hire, sign_in
from fakes import FakeEngine, handover
from lines import EVERY, IN_WORDS, Line, eventually, on_line
from sqlalchemy.ext.asyncio import AsyncEngine

from cli.simulators.base import PNG
from service.settings import ServiceSettings

Settings = Callable[..., ServiceSettings]


@pytest.fixture(params=EVERY)
async def line(
    request: pytest.FixtureRequest, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Line]:
    async with on_line(request.param, settings(attempt_seconds=45), monkeypatch) as line:
        yield line


@pytest.fixture
async def wang(line: Line, database: AsyncEngine) -> Console:
    await hire(database, "wang", name="王芳")
    return await sign_in(line.service, "wang")


async def in_hand(line: Line, wang: Console, engine: FakeEngine) -> str:
    """The path of a conversation that wang has claimed; everything so far has been seen."""
    engine.next.append(handover)
    await line.say("转人工", "m-1")
    answer, queued = await line.read(2)
    assert answer == "转人工"
    assert "转接" in queued
    (row,) = (await wang.get("/conversations?list=waiting"))["rows"]
    path = f"/conversations/{row['id']}"
    await wang.post(path + "/claim")
    assert "王芳" in (await line.seen()).text
    return path


async def send_file(wang: Console, path: str, data: bytes, name: str, text: str = "") -> None:
    form = FormData(quote_fields=False)
    form.add_field("file", data, filename=name, content_type="application/octet-stream")
    upload = await wang.service.http.post(
        BASE + path + "/attachments", data=form, headers=wang.headers()
    )
    stored = await answered(upload, 201)
    said = {"client_id": "a", "text": text, "attachments": [stored["id"]]}
    await wang.post(path + "/messages", said, 202)


async def test_staff_answer_in_the_customer_s_app_and_give_back_to_the_bot(
    line: Line, wang: Console, engine: FakeEngine
) -> None:
    path = await in_hand(line, wang, engine)
    await line.say("面单是哪张", "m-2")

    async def read_by_wang() -> bool:
        return (await wang.get(path + "/messages"))["messages"][-1]["text"] == "面单是哪张"

    await eventually(read_by_wang)
    await wang.say(path.rpartition("/")[2], "您稍等")
    assert (await line.seen()).text == "您稍等"
    await wang.post(path + "/return")
    await line.say("谢谢", "m-3")
    assert (await line.seen()).text == "答：谢谢"
    assert [asked["text"] for asked in engine.asked] == ["转人工", "谢谢"]
    assert [said["text"] for said in engine.asked[1]["since"]] == ["面单是哪张", "您稍等"]


async def test_a_picture_from_the_console_is_seen_in_the_customer_s_app(
    line: Line, wang: Console, engine: FakeEngine
) -> None:
    path = await in_hand(line, wang, engine)
    await send_file(wang, path, PNG, "面单.png", text="请看面单")
    assert (await line.seen()).text == "请看面单"
    assert (await line.seen()).picture == PNG


@pytest.mark.parametrize("line", IN_WORDS, indirect=True)
async def test_a_file_that_an_app_cannot_show_is_named(
    line: Line, wang: Console, engine: FakeEngine
) -> None:
    path = await in_hand(line, wang, engine)
    await send_file(wang, path, b"%PDF-1.7", "invoice.pdf")
    assert (await line.seen()).text == "[文件] invoice.pdf，请在网页端查看"
