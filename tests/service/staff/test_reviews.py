import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from aiohttp import web
from consoles import Console, answered, refused
from fakes import Answering, FakeEngine, Service
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.database import reading
from backend.staff.models import AuditEntry

Hire = Callable[..., Awaitable[Console]]
Json = dict[str, Any]

RANKING = [
    {"intent": "ask_price", "confidence": 0.4},
    {"intent": "track_shipment", "confidence": 0.3},
]
CITY = {"entity": "city", "role": "to", "start": 1, "end": 3, "value": "上海"}


def understanding(intent: str, confidence: float, choices: list[Json] | None = None) -> Answering:
    async def answer(_asked: Json) -> web.StreamResponse:
        nlu = {"intent": intent, "confidence": confidence, "ranking": RANKING, "entities": [CITY]}
        said = {"text": "好的", "choices": choices or []}
        return web.json_response({"messages": [said], "nlu": nlu})

    return answer


async def said(service: Service, engine: FakeEngine, text: str, answer: Answering) -> Any:
    engine.next.append(answer)
    customer = await service.open()
    await customer.send(text)
    await customer.settled()
    return customer


async def listed(console: Console, query: str = "") -> Json:
    return await answered(await console.call("GET", f"/reviews{query}"), 200)


@pytest.mark.parametrize(
    ("intent", "confidence", "comes_up"),
    [("ask_price", 0.59, True), ("ask_price", 0.6, False), ("nlu_fallback", 0.8, True)],
)
async def test_what_was_hardly_understood_comes_up(
    service: Service, engine: FakeEngine, member: Hire, *, intent: str, confidence: float,
    comes_up: bool,
) -> None:  # fmt: skip
    await said(service, engine, "寄上海多少", understanding(intent, confidence))
    page = await listed(await member("fang"))
    assert [row["text"] for row in page["rows"]] == ["寄上海多少"] * comes_up
    assert page["counts"] == ({"low_confidence": 1} if comes_up else {})


async def test_a_row_shows_what_the_engine_thought(
    service: Service, engine: FakeEngine, member: Hire
) -> None:
    customer = await said(service, engine, "我是13800001234", understanding("greet", 0.9))
    engine.next.append(understanding("ask_price", 0.4))
    await customer.send("寄上海多少")
    await customer.settled()
    (row,) = (await listed(await member("fang")))["rows"]
    assert (row["intent"], row["confidence"], row["ranking"]) == ("ask_price", 0.4, RANKING)
    assert row["entities"] == [
        {"start": 1, "end": 3, "entity": "city", "role": "to", "text": "上海"}
    ]
    assert row["context"] == [
        {"author": "customer", "text": "我是138****1234"},
        {"author": "bot", "text": "好的"},
    ]


async def test_a_choice_after_a_message_not_understood_corrects_it(
    service: Service, engine: FakeEngine, member: Hire
) -> None:
    choices = [{"title": "查运费", "payload": "/ask_price"}]
    customer = await said(
        service, engine, "寄上海多少", understanding("nlu_fallback", 0.8, choices)
    )
    offered = (await customer.settled())[-1]
    engine.next.append(understanding("ask_price", 1.0))
    body = {"client_id": "c9", "choice_id": offered["choices"][0]["id"]}
    assert (await customer.post("/messages", body)).status == 202
    await customer.settled()
    (row,) = (await listed(await member("fang"), "?reason=corrected"))["rows"]
    assert (row["text"], row["suggested"]) == ("寄上海多少", "ask_price")


async def test_a_thumb_down_brings_up_what_was_asked(
    service: Service, engine: FakeEngine, member: Hire
) -> None:
    customer = await said(service, engine, "寄上海多少", understanding("greet", 0.9))
    for helpful in (True, False):
        response = await customer.post("/feedback", {"seq": 2, "helpful": helpful})
        assert response.status == 200
    (row,) = (await listed(await member("fang"), "?reason=thumbs_down"))["rows"]
    assert row["text"] == "寄上海多少"
    assert [message.get("helpful") for message in await customer.settled()] == [None, False]


@pytest.mark.parametrize("seq", [1, 3, 99])
async def test_only_an_answer_of_ones_own_is_voted_on(
    service: Service, engine: FakeEngine, seq: int
) -> None:
    customer = await said(service, engine, "寄上海多少", understanding("greet", 0.9))
    response = await customer.post("/feedback", {"seq": seq, "helpful": False})
    assert response.status == 404
    other = await service.open()
    assert (await other.post("/feedback", {"seq": 2, "helpful": False})).status == 404


async def test_a_correction_becomes_training_data_and_is_recorded(
    service: Service, engine: FakeEngine, member: Hire, database: AsyncEngine, tmp_path: Path
) -> None:
    await said(service, engine, "寄上海多少", understanding("greet", 0.4))
    console = await member("fang")
    (row,) = (await listed(console))["rows"]
    body = {
        "decision": "correct",
        "intent": "ask_price",
        "entities": [{"start": 1, "end": 3, "entity": "city", "role": "to"}],
        "version": row["version"],
    }
    path = f"/reviews/{row['message_id']}"
    done = await answered(await console.call("POST", path, body), 200)
    assert (done["state"], done["intent"], done["version"]) == ("done", "ask_price", 2)
    file = tmp_path / "var" / "nlu" / "reviewed.yml"
    assert yaml.safe_load(file.read_text("utf-8"))["nlu"] == [
        {
            "intent": "ask_price",
            "examples": '- 寄[上海]{"entity": "city", "role": "to"}多少\n',
        }
    ]
    assert (await listed(console))["rows"] == []
    assert len((await listed(console, "?state=done"))["rows"]) == 1
    async with reading(database) as session:
        query = select(AuditEntry).where(AuditEntry.kind == "message_reviewed")
        (entry,) = (await session.scalars(query)).all()
    assert (entry.member_id, entry.detail["intent"]) == (console.id, "ask_price")
    again = {"decision": "discard", "version": 2}
    await answered(await console.call("POST", path, again), 200)
    assert yaml.safe_load(file.read_text("utf-8"))["nlu"] == []


async def test_of_two_who_decide_at_once_one_is_told(
    service: Service, engine: FakeEngine, member: Hire
) -> None:
    await said(service, engine, "寄上海多少", understanding("greet", 0.4))
    consoles = [await member("fang"), await member("kai")]
    (row,) = (await listed(consoles[0]))["rows"]
    path, body = f"/reviews/{row['message_id']}", {"decision": "confirm", "version": 1}
    answers = await asyncio.gather(
        *(
            console.call("POST", path, {**body, "intent": intent})
            for console, intent in zip(consoles, ("greet", "thank"), strict=True)
        )
    )
    assert sorted(answer.status for answer in answers) == [200, 409]
    loser = next(answer for answer in answers if answer.status == 409)
    error = await refused(loser, 409, "version_conflict")
    assert error["current"]["state"] == "done"


async def test_any_message_a_customer_typed_can_be_picked_and_no_other(
    service: Service, engine: FakeEngine, member: Hire
) -> None:
    customer = await said(service, engine, "寄上海多少", understanding("greet", 0.9))
    asked, answer = await customer.settled()
    console = await member("fang")
    body = {"decision": "correct", "intent": "ask_price", "version": 0}
    done = await answered(await console.call("POST", f"/reviews/{asked['id']}", body), 200)
    assert (done["reason"], done["version"]) == ("picked", 1)
    for message_id in (answer["id"], "0" * 32):
        response = await console.call("POST", f"/reviews/{message_id}", body)
        await refused(response, 404, "not_found")
    conflict = await console.call("POST", f"/reviews/{asked['id']}", body)
    await refused(conflict, 409, "version_conflict")


async def test_a_label_that_does_not_fit_is_refused(
    service: Service, engine: FakeEngine, member: Hire
) -> None:
    customer = await said(service, engine, "寄上海多少", understanding("greet", 0.9))
    message_id = (await customer.settled())[0]["id"]
    console = await member("fang")
    for wrong in (
        {"intent": "nlu_fallback"},
        {"intent": None},
        {"intent": "greet", "entities": [{"start": 4, "end": 6, "entity": "item"}]},
        {"intent": "greet", "entities": [{"start": 1, "end": 3, "entity": "item", "role": "to"}]},
    ):
        body = {"decision": "correct", "version": 0, **wrong}
        response = await console.call("POST", f"/reviews/{message_id}", body)
        await refused(response, 400, "invalid_input")


async def test_the_list_goes_on_page_by_page(
    service: Service, engine: FakeEngine, member: Hire
) -> None:
    for number in range(5):
        await said(service, engine, f"第{number}句", understanding("greet", 0.1))
    console = await member("fang")
    texts: list[str] = []
    query = "?limit=2"
    while True:
        page = await listed(console, query)
        texts += [row["text"] for row in page["rows"]]
        if page["next"] is None:
            break
        query = f"?limit=2&before={page['next']}"
    assert texts == [f"第{number}句" for number in (4, 3, 2, 1, 0)]


async def test_the_names_are_told_in_chinese(member: Hire) -> None:
    found = await answered(await (await member("fang")).call("GET", "/intents"), 200)
    titles = {intent["name"]: intent["title"] for intent in found["intents"]}
    assert titles["track_shipment"] == "查快递到哪了"
    roles = {entity["name"]: entity["roles"] for entity in found["entities"]}
    assert (roles["city"], roles["item"]) == (["from", "to"], [])


async def test_the_conversation_shows_which_messages_were_reviewed(
    service: Service, engine: FakeEngine, member: Hire
) -> None:
    customer = await said(service, engine, "寄上海多少", understanding("greet", 0.4))
    console = await member("fang")
    path = f"/conversations/{customer.conversation_id}/messages"

    async def shown() -> list[Json | None]:
        found = await answered(await console.call("GET", path), 200)
        return [message.get("review") for message in found["messages"]]

    assert await shown() == [{"state": "open"}, None]
    (row,) = (await listed(console))["rows"]
    body = {"decision": "confirm", "intent": "greet", "version": 1}
    await answered(await console.call("POST", f"/reviews/{row['message_id']}", body), 200)
    assert await shown() == [{"state": "done"}, None]
