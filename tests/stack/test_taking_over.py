"""A person takes over and gives back, through all of the house."""

from typing import Any
from uuid import uuid4

import aiohttp
import pytest
from house import Customer, House

pytestmark = pytest.mark.stack


class Console:
    def __init__(self, http: aiohttp.ClientSession, house: House) -> None:
        self._http, self._base = http, f"{house.url}/api/v1/staff"
        self._headers = {"Origin": house.url, "X-Yida-Console": "1"}

    async def call(self, method: str, path: str, body: Any = None) -> Any:
        async with self._http.request(
            method, self._base + path, json=body, headers=self._headers
        ) as response:
            assert response.status < 300, await response.text()
            return await response.json()


async def test_the_agent_is_told_what_it_is_about_and_the_bot_knows_what_was_said(
    house: House,
) -> None:
    customer = Customer(house)
    customer.say("我的快递到哪了")
    customer.say("转人工")
    assert customer.state == "queued"
    path = f"/conversations/{customer.conversation_id}"
    username = f"boss{uuid4().hex[:6]}"
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(cookie_jar=jar) as http:
        console = Console(http, house)
        password = house.hire(username, "--role", "admin")
        await console.call("POST", "/login", {"username": username, "password": password})
        detail = await console.call("GET", path)
        assert "查快递到哪了" in detail["summary"]["asked"]
        assert detail["summary"]["missing"]
        history = await console.call("GET", path + "/messages")
        assert history["messages"][0]["nlu"]["intent"] == "track_shipment"
        await console.call("POST", path + "/claim", {})
        customer.say("单号是SF1234567890123")
        words = {"client_id": "1", "text": "好的，我看到了"}
        await console.call("POST", path + "/messages", words)
        (said,) = customer.hear()
        assert (said["author_name"], said["text"]) == (username, "好的，我看到了")
        await console.call("POST", path + "/resolve", {"summary": "已告知", "category": "物流"})
    assert customer.hear()[-1]["card"] == {"kind": "rating"}
    # The waybill was told to the agent only; it is not asked for again.
    assert "后四位" in customer.say("帮我查一下快递到哪了")[0]["text"]
    (found,) = customer.say("1234")
    assert found["card"]["waybill_no"] == "SF1234567890123"
