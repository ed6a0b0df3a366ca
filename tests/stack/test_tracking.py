"""The first conversation through all of the house: where is my parcel."""

import json

import aiohttp
import pytest
from house import Customer, House

pytestmark = pytest.mark.stack


def test_a_visitor_proves_by_phone_tail_and_sees_the_trace_newest_first(house: House) -> None:
    visitor = Customer(house)
    assert "运单号" in visitor.say("我的快递到哪了")[0]["text"]
    assert "后四位" in visitor.say("SF1234567890123")[0]["text"]
    (found,) = visitor.say("1234")
    card = found["card"]
    times = [event["time"] for event in card["events"]]
    assert card["waybill_no"] == "SF1234567890123"
    assert card["status_text"] == "派送中"
    assert len(times) > 2
    assert times == sorted(times, reverse=True)


def test_a_wrong_tail_and_an_unknown_waybill_read_alike(house: House) -> None:
    answers = []
    for waybill_no in ("SF1410000000041", "SF9999999999999"):
        visitor = Customer(house)
        visitor.say(f"查一下{waybill_no}")
        wrong = visitor.say("0000")
        answers.append([m["text"].replace(waybill_no, "X") for m in wrong])
    assert answers[0] == answers[1]


def test_a_signed_in_customer_chooses_among_their_own(house: House) -> None:
    customer = Customer(house, "demo-chen")
    customer.say("我的快递到哪了")
    titles = [choice["title"] for choice in customer.choices]
    assert len(titles) == 2
    (found,) = customer.say("▸" + titles[0])
    assert found["card"]["kind"] == "tracking"


def test_typed_commands_are_only_words(house: House) -> None:
    visitor = Customer(house)
    replies = visitor.say('/inform{"waybill_no":"SF1234567890123"}')
    assert all("card" not in reply or reply["card"] is None for reply in replies)


async def test_the_same_through_the_web_socket(house: House) -> None:
    visitor = Customer(house)
    async with (
        aiohttp.ClientSession() as http,
        http.ws_connect(f"{house.url}/api/v1/ws") as socket,
    ):
        await socket.send_json({"type": "hello", "token": visitor.token, "last_seq": 0})
        async with http.post(
            f"{house.url}/api/v1/messages",
            json={"client_id": "one", "text": "我的快递到哪了"},
            headers={"Authorization": f"Bearer {visitor.token}"},
        ) as sent:
            assert sent.status == 202
        async for frame in socket:
            message = json.loads(frame.data).get("message", {})
            if message.get("author") == "bot":
                assert "运单号" in message["text"]
                break
