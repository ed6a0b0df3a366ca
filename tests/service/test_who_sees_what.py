"""Every route of the customer API, by who asks: made from the router, so that none is forgotten."""

import re
from collections.abc import Callable

import pytest
from fakes import FakeEngine, Service, offering
from service_routes import SIGNED, UNSIGNED

from service.http import AnyEndpoint

PUBLIC = {
    ("POST", "/api/v1/sessions"),
    ("GET", "/api/v1/ws"),  # asks for the token in its first frame
    ("GET", "/api/v1/openapi.json"),
    ("GET", "/livez"),
    ("GET", "/readyz"),
    ("GET", "/metrics"),
}
PARAMETER = re.compile(r"{\w+}")
MISSING = "0" * 32


def named(route: tuple[str, AnyEndpoint]) -> str:
    return f"{route[1].method} {route[0]}{route[1].path}"


def test_what_is_open_to_everybody_is_on_a_short_list() -> None:
    open_to_all = {(one.method, prefix + one.path) for prefix, one in UNSIGNED}
    signed_by_platforms = {path for path in open_to_all if "/channels/" in path[1]}
    assert open_to_all - signed_by_platforms == PUBLIC


@pytest.mark.parametrize("route", SIGNED, ids=named)
@pytest.mark.parametrize("token", [None, "", "nonsense", "0" * 43, "' OR 1=1 --"])
async def test_without_a_token_nothing_is_told(
    service: Service, route: tuple[str, AnyEndpoint], token: str | None
) -> None:
    prefix, endpoint = route
    path = prefix + PARAMETER.sub(MISSING, endpoint.path)
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    response = await service.http.request(endpoint.method, path, headers=headers)
    assert response.status == 401
    assert (await response.json())["error"]["code"] == "unauthenticated"


async def uploaded(service: Service, owner: str) -> str:
    from aiohttp import FormData

    form = FormData()
    form.add_field("file", b"\x89PNG\r\n\x1a\n" + b"0" * 20, filename="a.png")
    headers = {"Authorization": f"Bearer {owner}"}
    response = await service.http.post("/api/v1/attachments", data=form, headers=headers)
    assert response.status == 201
    return str((await response.json())["id"])


FINDERS: dict[str, Callable[..., object]] = {"/attachments/{attachment_id}": uploaded}
"""How to come by an object of each route that names one. A new route needs a line here."""

OBJECTS = [route for route in SIGNED if PARAMETER.search(route[1].path)]


@pytest.mark.parametrize("route", OBJECTS, ids=named)
async def test_a_foreign_object_reads_like_a_missing_one(
    service: Service, route: tuple[str, AnyEndpoint], identity: Callable[..., str]
) -> None:
    prefix, endpoint = route
    owner = await service.open(identity=identity("u-1"))
    find = FINDERS[endpoint.path]
    found: str = await find(service, owner.token)  # type: ignore[misc]
    for stranger in (await service.open(), await service.open(identity=identity("u-2"))):
        answers = []
        for name in (found, MISSING, "..%2f..%2fetc", "%00"):
            path = prefix + PARAMETER.sub(name, endpoint.path)
            response = await service.http.request(endpoint.method, path, headers=stranger.headers)
            answers.append((response.status, await response.text()))
        assert {status for status, _ in answers} == {404}
        assert len(set(answers)) == 1
    path = prefix + PARAMETER.sub(found, endpoint.path)
    assert (await service.http.request(endpoint.method, path, headers=owner.headers)).status == 200


async def test_foreign_choices_and_files_read_like_missing_ones(
    service: Service, engine: FakeEngine
) -> None:
    engine.next.append(offering)
    owner, stranger = await service.open(), await service.open()
    await owner.send("你好")
    choice = (await owner.settled())[-1]["choices"][0]["id"]
    file = await uploaded(service, owner.token)
    for foreign, missing in (
        ({"choice_id": choice}, {"choice_id": "77-7"}),
        ({"attachments": [file]}, {"attachments": [MISSING]}),
    ):
        answers = [
            await stranger.post("/messages", {"client_id": "a", **body})
            for body in (foreign, missing)
        ]
        assert [answer.status for answer in answers] == [400, 400]
        assert await answers[0].text() == await answers[1].text()
    assert (await stranger.read())["messages"] == []


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", "http://127.0.0.1:1"])
@pytest.mark.parametrize("route", [r for r in SIGNED if r[1].method == "POST"], ids=named)
async def test_another_sites_page_can_write_nowhere(
    service: Service, route: tuple[str, AnyEndpoint], origin: str
) -> None:
    prefix, endpoint = route
    customer = await service.open()
    response = await service.http.post(
        prefix + endpoint.path, json={}, headers={**customer.headers, "Origin": origin}
    )
    assert response.status == 403
    assert (await response.json())["error"]["code"] == "foreign_origin"
