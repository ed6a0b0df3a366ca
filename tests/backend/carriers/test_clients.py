"""One behaviour, two carriers: our own tables, and an HTTP server that speaks 快递100."""

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from urllib.parse import parse_qs

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from makers import shipment
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.carriers.kuaidi100 import Kuaidi100Account, Kuaidi100Carrier
from backend.carriers.sql import SqlCarrier
from backend.carriers.trace import Carrier
from backend.database import transaction
from backend.errors import Forbidden, InvalidInput, NotFound, Unavailable
from backend.shipments.models import TraceEvent

WAYBILL = "SF1999999999999"
COLLECTED = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
ARRIVED = datetime(2026, 11, 23, 0, 15, tzinfo=UTC)


class Kuaidi100Server:
    """Knows one parcel. `mood` makes it ill; `asked` counts."""

    def __init__(self) -> None:
        self.mood = ""
        self.asked = 0

    async def answer(self, request: web.Request) -> web.Response:
        self.asked += 1
        form = {key: value[0] for key, value in parse_qs(await request.text()).items()}
        signed = hashlib.md5(f"{form['param']}KEY{form['customer']}".encode()).hexdigest()  # noqa: S324
        if form["sign"] != signed.upper() or form["customer"] != "CUSTOMER":
            return self.failure("503")
        if self.mood == "slow":
            await asyncio.Event().wait()
        if self.mood == "garbage" or (self.mood == "once ill" and self.asked == 1):
            return web.Response(text="<html>", status=200 if self.mood == "garbage" else 502)
        if self.mood.isdigit():
            return self.failure(self.mood)
        return self.parcel(json.loads(form["param"]))

    def parcel(self, param: dict[str, str]) -> web.Response:
        if param["num"] != WAYBILL or param["com"] != "shunfeng":
            return self.failure("500")
        if param["phone"] not in ("", "1234"):
            return self.failure("408")
        assert param["order"] == "desc"
        data = [
            {"ftime": "2026-11-23 08:15:00", "context": "已到达", "statusCode": "0"},
            {"ftime": "2026-11-22 09:30:00", "context": "已揽收", "statusCode": "1"},
        ]
        return web.json_response({"message": "ok", "state": "0", "nu": WAYBILL, "data": data})

    @staticmethod
    def failure(code: str) -> web.Response:
        return web.json_response({"result": False, "returnCode": code, "message": "失败"})


@pytest.fixture
async def server() -> AsyncIterator[tuple[Kuaidi100Server, str]]:
    fake = Kuaidi100Server()
    app = web.Application()
    app.router.add_post("/poll/query.do", fake.answer)
    async with TestServer(app) as running:
        yield fake, str(running.make_url("/poll/query.do"))


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def over_http(server: tuple[Kuaidi100Server, str], http: aiohttp.ClientSession) -> Kuaidi100Carrier:
    return Kuaidi100Carrier(http, Kuaidi100Account(server[1], "CUSTOMER", "KEY"), budget_s=0.5)


@pytest.fixture
async def in_sql(sqlite: AsyncEngine) -> SqlCarrier:
    parcel = shipment(WAYBILL)
    parcel.events = [
        TraceEvent(code="1", happened_at=COLLECTED, place="", text="已揽收"),
        TraceEvent(code="0", happened_at=ARRIVED, place="", text="已到达"),
    ]
    async with transaction(sqlite) as session:
        session.add(parcel)
    return SqlCarrier(sqlite)


@pytest.fixture(params=["over_http", "in_sql"])
def carrier(request: pytest.FixtureRequest) -> Carrier:
    result: Carrier = request.getfixturevalue(request.param)
    return result


async def test_scans_come_newest_first(carrier: Carrier) -> None:
    trace = await carrier.trace(WAYBILL, "SF", "1234")
    assert [(scan.happened_at, scan.code, scan.text) for scan in trace.scans] == [
        (ARRIVED, "0", "已到达"),
        (COLLECTED, "1", "已揽收"),
    ]
    assert trace.code == "0"


async def test_an_unknown_parcel_is_not_found(carrier: Carrier) -> None:
    with pytest.raises(NotFound):
        await carrier.trace("SF1000000000000", "SF", None)


async def test_a_parcel_of_another_carrier_is_not_found(carrier: Carrier) -> None:
    with pytest.raises(NotFound):
        await carrier.trace(WAYBILL, "YTO", None)


async def test_a_wrong_phone_tail_is_refused(carrier: Carrier) -> None:
    with pytest.raises(Forbidden):
        await carrier.trace(WAYBILL, "SF", "0000")


@pytest.mark.parametrize(
    ("mood", "error"),
    [
        ("400", InvalidInput),
        ("601", Unavailable),
        ("garbage", Unavailable),
        ("slow", Unavailable),
    ],
)
async def test_every_failure_of_the_server_has_its_error(
    server: tuple[Kuaidi100Server, str],
    over_http: Kuaidi100Carrier,
    mood: str,
    error: type[Exception],
) -> None:
    server[0].mood = mood
    with pytest.raises(error):
        await over_http.trace(WAYBILL, "SF", "1234")


async def test_a_broken_answer_is_asked_for_once_more(
    server: tuple[Kuaidi100Server, str], over_http: Kuaidi100Carrier
) -> None:
    server[0].mood = "once ill"
    assert (await over_http.trace(WAYBILL, "SF", "1234")).code == "0"
    assert server[0].asked == 2


async def test_a_wrong_key_is_no_answer(
    server: tuple[Kuaidi100Server, str], http: aiohttp.ClientSession
) -> None:
    stranger = Kuaidi100Carrier(http, Kuaidi100Account(server[1], "CUSTOMER", "OTHER"))
    with pytest.raises(Unavailable):
        await stranger.trace(WAYBILL, "SF", "1234")
