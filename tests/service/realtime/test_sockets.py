import pytest
from aiohttp import WSMsgType
from fakes import FakeEngine, Service, frame


async def test_a_socket_shows_the_whole_dialogue(service: Service) -> None:
    customer = await service.open()
    ws = await customer.connect()
    await ws.send_json({"type": "message", "client_id": "a", "text": "你好"})
    texts = [(await frame(ws, "message"))["message"]["text"] for _ in range(2)]
    assert texts == ["你好", "答：你好"]


async def test_a_message_by_socket_is_acknowledged_with_its_seq(service: Service) -> None:
    customer = await service.open()
    ws = await customer.connect()
    await ws.send_json({"type": "message", "client_id": "a", "text": "你好"})
    ack = await frame(ws, "ack")
    assert (ack["client_id"], ack["seq"]) == ("a", 1)
    assert await customer.send("你好", "a") == {"id": ack["id"], "seq": 1}


async def test_after_a_drop_the_missed_messages_come_in_order(service: Service) -> None:
    customer = await service.open()
    ws = await customer.connect()
    await customer.send("第一句")
    seen = (await frame(ws, "message"))["message"]["seq"]
    await ws.close()
    await customer.send("第二句")
    await customer.send("第三句")
    said = await customer.settled()
    ws = await customer.connect(last_seq=seen)
    replayed = [(await frame(ws, "message"))["message"] for _ in said[seen:]]
    assert replayed == said[seen:]
    state = await frame(ws, "state")
    assert (state["state"], state["busy"]) == ("bot", False)


async def test_typing_is_shown_to_the_other_side_only(service: Service) -> None:
    customer = await service.open()
    first, second = await customer.connect(), await customer.connect()
    await frame(first, "state")
    await frame(second, "state")
    await first.send_json({"type": "typing"})
    assert (await frame(second, "typing"))["author"] == "customer"


async def test_busy_is_shown_while_a_turn_runs(service: Service, engine: FakeEngine) -> None:
    answer, thaw = engine.frozen()
    engine.next.append(answer)
    customer = await service.open()
    ws = await customer.connect()
    assert (await frame(ws, "state"))["busy"] is False
    await customer.send("你好")
    assert (await frame(ws, "state"))["busy"] is True
    thaw.set()
    assert (await frame(ws, "state"))["busy"] is False


@pytest.mark.parametrize(
    "first",
    ["", "[]", '{"type":"typing"}', '{"type":"hello","token":"nonsense","last_seq":0}'],
)
async def test_without_a_valid_hello_the_socket_is_closed(service: Service, first: str) -> None:
    ws = await service.http.ws_connect("/api/v1/ws")
    await ws.send_str(first)
    assert (await frame(ws, "error"))["code"] == "unauthenticated"
    assert (await ws.receive(timeout=5)).type is WSMsgType.CLOSE


async def test_an_unfit_frame_is_refused_and_the_socket_lives_on(service: Service) -> None:
    ws = await (await service.open()).connect()
    await ws.send_str('{"type":"message","client_id":"a"}')
    assert (await frame(ws, "error"))["code"] == "invalid_input"
    await ws.send_json({"type": "message", "client_id": "b", "text": "你好"})
    assert (await frame(ws, "ack"))["client_id"] == "b"


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null"])
async def test_a_foreign_page_can_open_no_socket_and_write_nothing(
    service: Service, origin: str
) -> None:
    headers = {"Origin": origin}
    refused = await service.http.post("/api/v1/sessions", json={}, headers=headers)
    assert refused.status == 403
    assert (await refused.json())["error"]["code"] == "foreign_origin"
    upgrade = {"Upgrade": "websocket", "Connection": "Upgrade"}
    assert (await service.http.get("/api/v1/ws", headers=headers | upgrade)).status == 403


async def test_our_own_pages_may_write(service: Service) -> None:
    own = str(service.http.make_url("")).rstrip("/")
    opened = await service.http.post("/api/v1/sessions", json={}, headers={"Origin": own})
    assert opened.status == 201
