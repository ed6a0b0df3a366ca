"""The console's WebSocket."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from aiohttp import ClientWebSocketResponse, WSMsgType, WSServerHandshakeError
from consoles import BASE, Hire, answered, hire, queued, sign_in
from fakes import FakeEngine, Service, frame, handover, running_service

from backend.database import connect
from backend.staff.models import Role
from service.settings import ServiceSettings

Settings = Callable[..., ServiceSettings]


@pytest.fixture(autouse=True)
def _handing_over(engine: FakeEngine) -> None:
    engine.usual = handover


async def until(
    ws: ClientWebSocketResponse, kind: str, wanted: Callable[[dict[str, Any]], bool]
) -> dict[str, Any]:
    """The first frame of that type that is the one meant."""
    async with asyncio.timeout(60):
        while not wanted(found := await frame(ws, kind)):
            pass
    return found


async def test_a_console_is_greeted_and_told_the_counts(service: Service, member: Hire) -> None:
    wang = await member("wang", name="王芳")
    async with wang.socket() as ws:
        hello = await frame(ws, "hello")
        assert (hello["me"]["name"], "now" in hello) == ("王芳", True)
        await queued(service)
        await until(ws, "counts", lambda f: f["counts"]["waiting"] == 1)


async def test_a_claimed_conversation_leaves_the_colleagues_lists(
    service: Service, member: Hire
) -> None:
    wang, li, boss = await member("wang"), await member("li"), await member("su", Role.SUPERVISOR)
    async with wang.socket() as own, li.socket() as others, boss.socket() as above:
        for ws in (own, others, above):
            await frame(ws, "hello")
        customer = await queued(service)
        for ws in (own, others, above):
            await until(ws, "row", lambda f: f["row"]["state"] == "queued")
        await wang.post(f"/conversations/{customer.conversation_id}/claim")
        for ws in (own, above):
            row = await until(ws, "row", lambda f: f["row"]["state"] == "human")
            assert row["row"]["assignee"]["id"] == wang.id
        gone = await frame(others, "gone")
        assert (gone["id"], gone["list"]) == (customer.conversation_id, "waiting")


async def test_both_sides_see_words_and_typing_at_once(service: Service, member: Hire) -> None:
    wang = await member("wang")
    customer = await queued(service)
    await wang.post(f"/conversations/{customer.conversation_id}/claim")
    widget = await customer.connect()
    async with wang.socket() as ws:
        await ws.send_json({"type": "watch", "conversation_id": customer.conversation_id})
        await ws.send_json({"type": "ping"})
        await frame(ws, "pong")
        await widget.send_json({"type": "typing"})
        await frame(ws, "typing")
        await customer.send("在吗")
        found = await until(ws, "message", lambda f: f["message"]["text"] == "在吗")
        assert found["conversation_id"] == customer.conversation_id
        await ws.send_json({"type": "typing", "conversation_id": customer.conversation_id})
        assert (await frame(widget, "typing"))["author"] == "agent"
        clock = asyncio.get_running_loop().time
        said_at = clock()
        await wang.say(customer.conversation_id, "在的")
        await until(widget, "message", lambda f: f["message"]["text"] == "在的")
        assert clock() - said_at < 1


async def test_only_the_assignee_is_seen_typing(service: Service, member: Hire) -> None:
    wang, li = await member("wang"), await member("li")
    customer = await queued(service)
    await wang.post(f"/conversations/{customer.conversation_id}/claim")
    widget = await customer.connect()
    async with li.socket() as ws:
        await ws.send_json({"type": "typing", "conversation_id": customer.conversation_id})
        await ws.send_json({"type": "ping"})
        await frame(ws, "pong")
    await wang.say(customer.conversation_id, "完")
    kinds, found = [], {"type": ""}
    async with asyncio.timeout(60):
        while found["type"] != "message" or found["message"]["text"] != "完":
            found = await widget.receive_json()
            kinds.append(found["type"])
    assert "typing" not in kinds


async def test_what_was_understood_follows_the_message(
    service: Service, member: Hire, engine: FakeEngine
) -> None:
    answer, thaw = engine.frozen()
    engine.next.append(answer)
    customer = await service.open()
    wang = await member("wang")
    await customer.send("你好")
    async with wang.socket() as ws:
        watch = {"type": "watch", "conversation_id": customer.conversation_id, "after": 0}
        await ws.send_json(watch)
        await ws.send_json({"type": "ping"})
        await frame(ws, "pong")
        thaw.set()
        found = await until(ws, "message", lambda f: "nlu" in f["message"])
    assert (found["message"]["text"], found["message"]["nlu"]["intent"]) == ("你好", "greet")


async def test_a_watched_conversation_that_was_passed_on_falls_silent(
    service: Service, member: Hire
) -> None:
    wang, li = await member("wang"), await member("li")
    await answered(await li.call("PUT", "/me/presence", {"presence": "busy"}), 200)
    customer = await queued(service)
    path = f"/conversations/{customer.conversation_id}"
    await wang.post(path + "/claim")
    async with wang.socket() as ws:
        await ws.send_json({"type": "watch", "conversation_id": customer.conversation_id})
        await ws.send_json({"type": "ping"})
        await frame(ws, "pong")
        await wang.post(path + "/transfer", {"to": {"member": li.id}, "reason": "换人"})
        await frame(ws, "gone")
        await customer.send("银行卡号是多少")
        await queued(service)
        await until(ws, "counts", lambda f: f["counts"]["waiting"] == 1)
        await ws.send_json({"type": "ping"})
        seen = []
        while (found := await ws.receive_json(timeout=10))["type"] != "pong":
            seen.append(found)
        assert "银行卡" not in str(seen)


async def test_what_came_between_reading_and_watching_is_sent(
    service: Service, member: Hire
) -> None:
    wang = await member("wang")
    customer = await queued(service)
    await wang.post(f"/conversations/{customer.conversation_id}/claim")
    read = (await customer.read())["last_seq"]
    await customer.send("还在吗")
    async with wang.socket() as ws:
        watch = {"type": "watch", "conversation_id": customer.conversation_id, "after": read}
        await ws.send_json(watch)
        await until(ws, "message", lambda f: f["message"]["text"] == "还在吗")


async def test_a_disabled_members_socket_closes_within_five_seconds(
    service: Service, member: Hire
) -> None:
    wang, boss = await member("wang"), await member("boss", Role.ADMIN)
    async with wang.socket() as ws:
        await frame(ws, "hello")
        await answered(await boss.call("PATCH", f"/members/{wang.id}", {"disabled": True}), 200)
        async with asyncio.timeout(60):
            await frame(ws, "signed_out")
            while (await ws.receive()).type is not WSMsgType.CLOSE:
                pass


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", ""])
async def test_no_other_page_can_open_the_socket(
    service: Service, member: Hire, origin: str
) -> None:
    wang = await member("wang")
    headers = {"Cookie": wang.headers()["Cookie"], **({"Origin": origin} if origin else {})}
    with pytest.raises(WSServerHandshakeError) as refused:
        await service.http.ws_connect(BASE + "/ws", headers=headers)
    assert refused.value.status == 403


async def test_presence_is_shown_to_the_others(service: Service, member: Hire) -> None:
    wang, li = await member("wang"), await member("li")
    async with li.socket() as ws:
        await answered(await wang.call("PUT", "/me/presence", {"presence": "online"}), 200)
        await until(
            ws,
            "presence",
            lambda f: (f["member"]["id"], f["member"]["presence"]) == (wang.id, "online"),
        )


async def test_news_cross_from_one_process_to_the_other(
    settings: Settings, postgres_url: str, engine: FakeEngine
) -> None:
    database = connect(postgres_url)
    await hire(database, "wang")
    shared = settings(database_url=postgres_url)
    async with running_service(shared) as first, running_service(shared) as second:
        wang = await sign_in(second, "wang")
        async with wang.socket() as ws:
            await frame(ws, "hello")
            customer = await queued(first)
            await until(ws, "row", lambda f: f["row"]["id"] == customer.conversation_id)
            await wang.post(f"/conversations/{customer.conversation_id}/claim")
            widget = await customer.connect()
            await ws.send_json({"type": "watch", "conversation_id": customer.conversation_id})
            await wang.say(customer.conversation_id, "您好")
            await until(widget, "message", lambda f: f["message"]["text"] == "您好")
            await customer.send("在")
            await until(ws, "message", lambda f: f["message"]["text"] == "在")
    await database.dispose()
