"""Every staff route by every role, made from the router: a new route is in here by itself."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from consoles import BASE, Console, hire, own_page, queued, sign_in
from fakes import FakeEngine, Service, handover
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.staff.models import Role
from service.app import create_app
from service.settings import ServiceSettings
from service.staff.access import StaffEndpoint
from service.staff.api import ENDPOINTS

Settings = Callable[..., ServiceSettings]
Route = tuple[str, str]

ROUTES = {(endpoint.method, endpoint.path): endpoint.role for endpoint in ENDPOINTS}
FOREIGN = "f" * 32
"""An id that no row has. It reads like any other, so that a missing object answers as a foreign."""


def concrete(path: str, **ids: str) -> str:
    return re.sub(r"{(\w+)}", lambda found: ids.get(found[1], FOREIGN), path)


async def ask(console: Console, route: Route, path: str) -> int:
    method = route[0]
    body = None if method in ("GET", "DELETE") else {}
    return (await console.call(method, path, body)).status


@pytest.fixture
async def staff(service: Service, database: AsyncEngine) -> dict[Role, Console]:
    for role in Role:
        await hire(database, role.value, role)
    return {role: await sign_in(service, role.value) for role in Role}


def test_no_staff_route_is_without_a_role(settings: Settings) -> None:
    app = create_app(settings())
    served = [
        route
        for route in app.router.routes()
        if route.resource is not None
        and route.resource.canonical.startswith(BASE)
        and route.method != "HEAD"
    ]
    assert len(served) == len(ENDPOINTS) == len(ROUTES)
    for route in served:
        assert isinstance(getattr(route.handler, "__self__", None), StaffEndpoint)
    assert [route for route, role in ROUTES.items() if role is None] == [("POST", "/login")]


async def test_nothing_answers_without_a_session(service: Service) -> None:
    for (method, path), role in ROUTES.items():
        response = await service.http.request(
            method, BASE + concrete(path), headers=own_page(service), json={}
        )
        assert role is None or response.status == 401, (method, path)


async def test_every_route_asks_for_its_role(staff: dict[Role, Console]) -> None:
    """Whoever has the role gets past it: what follows may be a missing object or argument."""
    wrong = []
    for route, least in ROUTES.items():
        if least is None or route in ENDING:
            continue
        for role, console in staff.items():
            status = await ask(console, route, concrete(route[1]))
            refused = status == 403
            if refused is role.covers(least) or status >= 500:
                wrong.append((*route, role.value, status))
    assert wrong == []


ENDING: set[Route] = {("POST", "/logout"), ("GET", "/ws")}
"""Tried elsewhere: the one ends the session that the others need, the other is a handshake."""


async def test_no_route_writes_for_another_page(
    service: Service, staff: dict[Role, Console]
) -> None:
    cookie = {"Cookie": staff[Role.ADMIN].headers()["Cookie"]}
    for method, path in ROUTES:
        if method == "GET":
            continue
        for headers in (
            {},
            {"Origin": "null", "X-Yida-Console": "1"},
            {"Origin": own_page(service)["Origin"]},
        ):
            response = await service.http.request(
                method, BASE + concrete(path), headers={**cookie, **headers}, json={}
            )
            assert response.status == 403, (method, path, headers)


async def test_a_colleagues_conversation_and_a_missing_one_answer_alike(
    service: Service, database: AsyncEngine, engine: FakeEngine, staff: dict[Role, Console]
) -> None:
    engine.usual = handover
    await hire(database, "other")
    other = await sign_in(service, "other")
    customer = await queued(service)
    await other.post(f"/conversations/{customer.conversation_id}/claim")
    agent, tried = staff[Role.AGENT], 0
    for route in ROUTES:
        if "{conversation_id}" not in route[1] or route[1].endswith("/claim"):
            continue
        tried += 1
        bodies: dict[str, Any] = BODIES.get(route[1].rpartition("/")[2], {})
        answers = []
        for conversation_id in (customer.conversation_id, FOREIGN):
            path = concrete(route[1], conversation_id=conversation_id)
            response = await agent.call(route[0], path, None if route[0] == "GET" else bodies)
            answers.append((response.status, await response.text()))
        assert answers[0] == answers[1], route
        assert answers[0][0] == 404, route
    assert tried >= 9


BODIES: dict[str, dict[str, Any]] = {
    "messages": {"client_id": "a", "text": "您好"},
    "notes": {"text": "x"},
    "transfer": {"to": {"group": "general"}, "reason": "x"},
    "resolve": {"summary": "x", "category": "x"},
}
