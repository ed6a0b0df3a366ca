"""What holds for every call: limits, headers, errors, documentation, health."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fakes import FakeEngine, Service, running_service

import service.channels.endpoints  # noqa: F401 - so that its errors are known below
from backend.errors import YidaError
from service.app import create_app
from service.errors import status_of
from service.limits import Limiter, TooMany
from service.settings import ServiceSettings
from service.texts import words

Settings = Callable[..., ServiceSettings]


async def test_a_flood_is_refused_with_the_time_to_wait(settings: Settings) -> None:
    async with running_service(settings(session_burst=3, session_rate=0.1)) as running:
        customer = await running.open()
        for _ in range(3):
            await customer.send("你好")
        response = await customer.post("/messages", {"client_id": "a", "text": "你好"})
        assert response.status == 429
        assert int(response.headers["Retry-After"]) in range(1, 11)
        await (await running.open()).send("别人不受影响")


async def test_a_forged_forwarded_address_changes_nothing(settings: Settings) -> None:
    async with running_service(settings(address_burst=3, address_rate=0.01)) as running:
        statuses = [
            (
                await running.http.post(
                    "/api/v1/sessions", json={}, headers={"X-Forwarded-For": f"10.0.0.{number}"}
                )
            ).status
            for number in range(5)
        ]
    assert statuses == [201, 201, 201, 429, 429]


async def test_a_trusted_proxy_is_believed(settings: Settings) -> None:
    limits = settings(address_burst=1, address_rate=0.01, trusted_proxies="127.0.0.1")
    async with running_service(limits) as running:
        for number, status in ((1, 201), (2, 201), (1, 429)):
            forwarded = {"X-Forwarded-For": f"6.6.6.6, 10.0.0.{number}"}
            response = await running.http.post("/api/v1/sessions", json={}, headers=forwarded)
            assert response.status == status


def test_a_bucket_fills_again_with_time() -> None:
    clock = 0.0
    limiter = Limiter(burst=2, rate=0.5, clock=lambda: clock)
    limiter.take("a")
    limiter.take("a")
    with pytest.raises(TooMany) as refused:
        limiter.take("a")
    assert refused.value.retry_after == 2
    clock = 2.0
    limiter.take("a")


async def test_every_answer_carries_the_security_headers(service: Service) -> None:
    for path in ("/livez", "/nowhere", "/api/v1/messages", "/api/v1/openapi.json"):
        headers = (await service.http.get(path)).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in headers["Content-Security-Policy"]


async def test_unknown_paths_and_methods_answer_in_the_envelope(service: Service) -> None:
    for method, path, status in (("GET", "/nowhere", 404), ("DELETE", "/api/v1/messages", 405)):
        response = await service.http.request(method, path)
        assert response.status == status
        assert {*(await response.json())["error"]} == {"code", "message"}


async def test_the_document_covers_every_route_of_the_api(settings: Settings) -> None:
    app = create_app(settings(demo=True))
    async with running_service(settings(demo=True)) as running:
        document = await (await running.http.get("/api/v1/openapi.json")).json()
    served = {
        (route.method.lower(), route.resource.canonical)
        for route in app.router.routes()
        if route.resource is not None
        and route.method != "HEAD"
        and not route.resource.canonical.startswith("/api/v1/staff/")  # docs/staff-api.md
    }
    folders = ("/demo", "/demo/{path}", "/console", "/console/{path}", "/widget/{path}")
    pages = {("get", path) for path in ("/", *folders)}
    written = {(method, path) for path, item in document["paths"].items() for method in item}
    assert written == served - pages
    known = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}
    assert {*re.findall(r"#/components/schemas/\w+", str(document))} <= known


def _kinds(kind: type[YidaError]) -> Iterator[type[YidaError]]:
    yield kind
    for child in kind.__subclasses__():
        yield from _kinds(child)


def test_every_failure_has_chinese_words_and_a_status() -> None:
    ours = [
        kind for kind in _kinds(YidaError) if kind.__module__.startswith(("service", "backend"))
    ]
    assert [kind.code for kind in ours if kind.code not in words("errors")] == []
    assert all(400 <= status_of(kind) <= 503 for kind in ours)


async def test_ready_needs_the_engine_and_alive_needs_nothing(
    settings: Settings, engine: FakeEngine
) -> None:
    async with running_service(settings()) as running:
        assert (await running.http.get("/readyz")).status == 200
    async with running_service(settings(engine_urls="http://127.0.0.1:9")) as running:
        response = await running.http.get("/readyz")
        assert response.status == 503
        assert await response.json() == {"ready": False, "database": True, "engine": False}
        assert (await running.http.get("/livez")).status == 200


async def test_the_figures_count_messages(service: Service) -> None:
    customer = await service.open()
    await customer.send("你好")
    await customer.settled()
    figures = await (await service.http.get("/metrics")).text()
    assert 'yida_messages_total{channel="web"} 1.0' in figures
    assert 'yida_turns_total{outcome="answered"} 1.0' in figures


async def test_a_rating_is_taken_once(service: Service) -> None:
    customer = await service.open()
    assert (await customer.post("/rating", {"stars": 6})).status == 400
    assert not (await customer.read())["rated"]
    assert (await customer.post("/rating", {"stars": 5, "comment": "很好"})).status == 201
    assert (await customer.post("/rating", {"stars": 1})).status == 409
    assert (await customer.read())["rated"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/widget/loader.js", 200),
        ("/widget/", 200),
        ("/widget/missing.js", 404),
        ("/widget/..%2f..%2fsecret", 404),
        ("/widget/%00", 404),
    ],
)
async def test_only_the_built_widget_is_served(
    settings: Settings, tmp_path: Path, path: str, status: int
) -> None:
    folder = tmp_path / "web" / "widget"
    folder.mkdir(parents=True)
    (folder / "loader.js").write_text("1")
    (folder / "index.html").write_text("2")
    (tmp_path / "secret").write_text("3")
    async with running_service(settings(allowed_origins="https://shop.example")) as running:
        response = await running.http.get(path)
        assert response.status == status
        policy = response.headers["Content-Security-Policy"]
        assert "frame-ancestors 'self' https://shop.example" in policy


async def test_the_console_is_framed_by_nobody_and_runs_only_its_own_scripts(
    settings: Settings, tmp_path: Path
) -> None:
    folder = tmp_path / "web" / "console"
    folder.mkdir(parents=True)
    (folder / "index.html").write_text("1")
    async with running_service(settings(allowed_origins="https://shop.example")) as running:
        response = await running.http.get("/console")
        assert (response.status, response.url.path) == (200, "/console/")
        policy = response.headers["Content-Security-Policy"]
        assert "script-src 'self';" in policy
        assert "frame-ancestors 'none'" in policy


async def test_the_demo_signs_in_seeded_customers_only_when_asked_to_be_a_demo(
    settings: Settings,
) -> None:
    async with running_service(settings(demo=True)) as running:
        assert (await running.http.get("/demo/identity?customer=demo-nobody")).status == 404
    async with running_service(settings()) as running:
        assert (await running.http.get("/demo/customers")).status == 404


def test_every_setting_is_described() -> None:
    assert [n for n, field in ServiceSettings.model_fields.items() if not field.description] == []
