"""A customer in a messaging app, through all of the house, its channels opened by `--simulate`."""

import asyncio
from collections.abc import AsyncIterator
from uuid import uuid4

import aiohttp
import pytest
from aiohttp import web
from house import TURN_SECONDS, Customer, House

from cli.simulators.base import PNG, Callback, Platform, Shown
from cli.simulators.registry import HOST, at_home, port_of

pytestmark = pytest.mark.stack
KIND = "wechat"


class App:
    def __init__(self, http: aiohttp.ClientSession, platform: Platform) -> None:
        self._http, self._platform = http, platform

    async def say(self, text: str) -> Shown:
        return await self._send(self._platform.said(text, uuid4().hex))

    async def press(self, shown: Shown, title: str) -> Shown:
        key, whole = next(option for option in shown.options if title in option[1])
        return await self._send(self._platform.pressed(key, whole, uuid4().hex))

    async def photo(self) -> Shown:
        return await self._send(self._platform.photo(PNG, uuid4().hex))

    async def _send(self, callback: Callback) -> Shown:
        status, body = await self._platform.send(self._http, callback)
        assert status == 200, body
        return await asyncio.wait_for(self._platform.shown.get(), TURN_SECONDS)


@pytest.fixture
async def app(house: House) -> AsyncIterator[App]:
    platform = at_home(KIND)
    platform.service = house.url
    runner = web.AppRunner(platform.app())
    await runner.setup()
    await web.TCPSite(runner, HOST, port_of(KIND)).start()
    async with aiohttp.ClientSession() as http:
        yield App(http, platform)
    await runner.cleanup()


async def code_of(house: House, external_id: str) -> str:
    """As the host site shows it to its signed-in customer."""
    customer = await asyncio.to_thread(Customer, house, external_id)
    headers = {"Authorization": f"Bearer {customer.token}"}
    async with (
        aiohttp.ClientSession(headers=headers) as http,
        http.post(f"{house.url}/api/v1/links", json={}) as response,
    ):
        return str((await response.json())["code"])


async def test_linked_by_a_code_they_return_goods_send_a_picture_and_get_a_person(
    house: House, app: App
) -> None:
    assert "绑定成功" in (await app.say(f"绑定 {await code_of(house, 'demo-lin')}")).text
    reasons = await app.say("我要退货")
    done = await app.press(reasons, "尺码或款式不合适")
    assert "退货申请TH" in done.text
    assert (await app.photo()).text
    assert "人工" in (await app.say("转人工")).text
