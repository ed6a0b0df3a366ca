"""A client that speaks the staff API."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any
from uuid import uuid4

from aiohttp import ClientResponse, ClientWebSocketResponse
from fakes import Customer, Service
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.database import transaction
from backend.staff import members, passwords
from backend.staff.groups import GROUPS
from backend.staff.members import NewMember
from backend.staff.models import Role

PASSWORD = "correct horse battery"
BASE = "/api/v1/staff"

Json = dict[str, Any]

_hash: str | None = None


async def hire(
    database: AsyncEngine,
    username: str,
    role: Role = Role.AGENT,
    *,
    name: str = "",
    groups: tuple[str, ...] | None = None,
    capacity: int = 5,
) -> int:
    """A member in the database; the password is hashed once for all tests."""
    global _hash  # noqa: PLW0603
    _hash = _hash or await passwords.hashed(PASSWORD)
    chosen = [*GROUPS.data.groups] if groups is None else [*groups]
    new = NewMember(username, name or username, role, chosen, capacity)
    async with transaction(database) as session:
        return (await members.add(session, new, _hash)).id


class Console:
    """One member's signed-in console."""

    def __init__(self, service: Service, token: str, me: Json) -> None:
        self.service, self.token, self.me = service, token, me

    @property
    def id(self) -> int:
        return int(self.me["id"])

    def headers(self) -> dict[str, str]:
        return {**own_page(self.service), "Cookie": f"yida_staff={self.token}"}

    async def call(self, method: str, path: str, body: Json | None = None) -> ClientResponse:
        return await self.service.http.request(
            method, BASE + path, json=body, headers=self.headers()
        )

    async def get(self, path: str) -> Json:
        return await answered(await self.call("GET", path), 200)

    async def post(self, path: str, body: Json | None = None, status: int = 200) -> Json:
        return await answered(await self.call("POST", path, body or {}), status)

    async def say(self, conversation_id: str, text: str) -> Json:
        body = {"client_id": uuid4().hex, "text": text}
        return await self.post(f"/conversations/{conversation_id}/messages", body, 202)

    @asynccontextmanager
    async def socket(self) -> AsyncIterator[ClientWebSocketResponse]:
        async with self.service.http.ws_connect(BASE + "/ws", headers=self.headers()) as ws:
            yield ws


Hire = Callable[..., Awaitable[Console]]
"""Makes a member and signs them in."""


def own_page(service: Service) -> dict[str, str]:
    """What a browser sends from the console's own page."""
    return {"Origin": str(service.http.make_url("")).rstrip("/"), "X-Yida-Console": "1"}


async def attempt(service: Service, username: str, password: str = PASSWORD) -> ClientResponse:
    service.http.session.cookie_jar.clear()
    response = await service.http.post(
        BASE + "/login",
        json={"username": username, "password": password},
        headers=own_page(service),
    )
    service.http.session.cookie_jar.clear()
    return response


async def sign_in(service: Service, username: str) -> Console:
    response = await attempt(service, username)
    return Console(service, response.cookies["yida_staff"].value, await answered(response, 200))


async def answered(response: ClientResponse, status: int) -> Json:
    assert response.status == status, await response.text()
    found: Json = await response.json() if status != 204 else {}
    return found


async def refused(response: ClientResponse, status: int, code: str) -> Json:
    error: Json = (await answered(response, status))["error"]
    assert error["code"] == code
    return error


async def queued(service: Service, text: str = "转人工", **body: str) -> Customer:
    """A customer whose conversation waits for a person; the engine was told to hand over."""
    customer = await service.open(**body)
    await customer.send(text)
    await customer.settled()
    assert (await customer.read())["state"] == "queued"
    return customer
