import asyncio
from collections.abc import Callable

import pytest
from fakes import FakeEngine, Service, offering, running_service

from service.settings import ServiceSettings


async def test_a_sent_message_is_answered(service: Service) -> None:
    customer = await service.open()
    sent = await customer.send("你好")
    said = await customer.settled()
    assert [(m["author"], m["text"]) for m in said] == [("customer", "你好"), ("bot", "答：你好")]
    assert sent == {"id": said[0]["id"], "seq": 1}


async def test_keys_sent_four_times_at_once_are_one_message_each(
    settings: Callable[..., ServiceSettings], engine: FakeEngine, database_url: str
) -> None:
    keys = 250  # and a thousand in benchmarks/reliability.py
    engine.usual, _ = engine.frozen()
    shared = settings(database_url=database_url, notice_seconds=600)
    async with running_service(shared) as service:
        customer = await service.open()
        slots = asyncio.Semaphore(40)

        async def send(key: int) -> tuple[int, str]:
            async with slots:
                return key, (await customer.send(f"第{key}条", f"key-{key}"))["id"]

        sent = await asyncio.gather(*(send(key) for key in range(keys) for _ in range(4)))
        assert len(set(sent)) == keys
        seqs: list[int] = []
        while len(seqs) < keys:
            seqs += [m["seq"] for m in (await customer.read(after=len(seqs)))["messages"]]
        assert seqs == [*range(1, keys + 1)]


async def test_the_same_key_gives_the_same_answer_after_a_restart(
    settings: Callable[..., ServiceSettings],
) -> None:
    async with running_service(settings()) as service:
        customer = await service.open()
        first = await customer.send("你好", "once")
    async with running_service(settings()) as service:
        customer.http = service.http
        assert await customer.send("你好", "once") == first


async def test_the_same_key_with_another_body_is_refused(service: Service) -> None:
    customer = await service.open()
    await customer.send("你好", "once")
    response = await customer.post("/messages", {"client_id": "once", "text": "再见"})
    assert response.status == 409
    error = (await response.json())["error"]
    assert error["code"] == "client_id_reused"
    assert error["message"].endswith("。")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"client_id": "a"},
        {"client_id": "a", "text": ""},
        {"client_id": "a", "text": " \x00\u202e\n"},
        {"client_id": "a", "text": "长" * 1001},
        {"client_id": "", "text": "你好"},
        {"client_id": "a" * 129, "text": "你好"},
        {"client_id": "中文", "text": "你好"},
        {"client_id": "a", "text": 5},
        {"client_id": "a", "choice_id": "1-1"},
        {"client_id": "a", "choice_id": "99999999999999999999-1"},
        {"client_id": "a", "attachments": ["0" * 32]},
    ],
)
async def test_unfit_bodies_are_refused(service: Service, body: dict[str, object]) -> None:
    customer = await service.open()
    assert (await customer.post("/messages", body)).status == 400
    assert (await customer.read())["messages"] == []


@pytest.mark.parametrize(
    "raw", [b"", b"[]", b"{", b"\xff\xfe", b'{"client_id":"a","text":"\\ud800"}']
)
async def test_unreadable_bodies_are_refused(service: Service, raw: bytes) -> None:
    customer = await service.open()
    response = await service.http.post("/api/v1/messages", data=raw, headers=customer.headers)
    assert response.status == 400
    assert (await response.json())["error"]["code"] == "invalid_input"


async def test_a_body_over_the_cap_is_refused(service: Service) -> None:
    customer = await service.open()
    response = await customer.post("/messages", {"client_id": "a", "text": "x" * 1_000_000})
    assert response.status == 413


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  你好\x00\x07  ", "你好"),
        ("cafe\u0301", "café"),
        ("第一行\n第二行", "第一行\n第二行"),
        ("\u202e反向", "反向"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
        ("长" * 1000, "长" * 1000),
    ],
)
async def test_text_is_cleaned_before_it_is_stored(
    service: Service, typed: str, stored: str
) -> None:
    customer = await service.open()
    await customer.send(typed)
    assert (await customer.read())["messages"][0]["text"] == stored


async def test_messages_of_one_conversation_are_answered_in_order(
    service: Service, engine: FakeEngine
) -> None:
    customer = await service.open()
    texts = [f"第{number}句" for number in range(20)]
    for text in texts:
        await customer.send(text)
    said = await customer.settled()
    assert [m["text"] for m in said if m["author"] == "bot"] == [f"答：{text}" for text in texts]
    assert engine.most_together == 1
    assert [m["seq"] for m in said] == [*range(1, 41)]


async def test_reading_waits_for_news_and_ends_with_busy_false(
    service: Service, engine: FakeEngine
) -> None:
    answer, thaw = engine.frozen()
    engine.next.append(answer)
    customer = await service.open()
    sent = await customer.send("你好")
    assert (await customer.read())["busy"] is True
    waiting = asyncio.create_task(customer.read(after=sent["seq"], wait=25))
    await engine.arrived.get()
    thaw.set()
    page = await asyncio.wait_for(waiting, 60)
    assert [m["text"] for m in page["messages"]] == ["答：你好"]
    assert (page["busy"], page["last_seq"], page["state"]) == (False, 2, "bot")


async def test_a_long_history_comes_page_by_page_without_a_gap(service: Service) -> None:
    customer = await service.open()
    for number in range(110):
        await customer.send(f"第{number}句")
    assert [m["seq"] for m in await customer.settled()] == [*range(1, 221)]


async def test_typed_slashes_are_text_and_only_offered_choices_are_payloads(
    service: Service, engine: FakeEngine
) -> None:
    engine.next.append(offering)
    customer = await service.open()
    await customer.send('/restart{"a":"b"}')
    offered = (await customer.settled())[-1]["choices"]
    assert [{*choice} for choice in offered] == [{"id", "title"}]
    response = await customer.post(
        "/messages", {"client_id": "pressed", "choice_id": offered[0]["id"]}
    )
    assert response.status == 202
    said = await customer.settled()
    assert said[2]["text"] == "查物流"
    typed, pressed = engine.asked
    assert (typed["text"], "payload" in typed) == ('/restart{"a":"b"}', False)
    assert (pressed["payload"], "text" in pressed) == ("/track_shipment", False)


async def test_a_choice_of_another_conversation_is_refused(
    service: Service, engine: FakeEngine
) -> None:
    engine.next.append(offering)
    first, second = await service.open(), await service.open()
    await first.send("你好")
    choice_id = (await first.settled())[-1]["choices"][0]["id"]
    await second.send("你好")
    await second.settled()
    response = await second.post("/messages", {"client_id": "a", "choice_id": choice_id})
    assert response.status == 400
