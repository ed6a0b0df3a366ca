"""The OpenAPI document, held against a running service with generated calls."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from threading import Thread

import pytest
import requests
import schemathesis
from fakes import running_engine
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as effort
from processes import processes
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

UNFIT = ("/ws", "/channels/", "/staff/")
"""A WebSocket, calls signed over their body by platforms, and what asks for a staff session."""

CHECKED = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


@pytest.fixture(scope="module")
def url(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A service in its own process, and the fake engine in a thread: the calls below block."""
    folder = tmp_path_factory.mktemp("document")
    database = folder / "yida.db"
    database.write_bytes(empty_file.read_bytes())
    ready: Future[str] = Future()
    loop = asyncio.new_event_loop()
    over = asyncio.Event()

    async def serve() -> None:
        async with (
            running_engine() as engine,
            processes(
                1,
                f"sqlite+aiosqlite:///{database}",
                engine.url,
                folder,
                YIDA_IDENTITY_SECRET="x" * 32,
            ) as running,
        ):
            ready.set_result(running[0].url)
            await over.wait()

    thread = Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    yield ready.result(timeout=30)
    loop.call_soon_threadsafe(over.set)
    thread.join(timeout=30)
    loop.close()


def test_every_operation_answers_as_the_document_says(url: str) -> None:
    document = requests.get(f"{url}/api/v1/openapi.json", timeout=10).json()
    schema = schemathesis.openapi.from_dict(document)
    schema.config.update(base_url=url)
    opened = requests.post(f"{url}/api/v1/sessions", json={}, timeout=10).json()
    headers = {"Authorization": f"Bearer {opened['token']}"}
    called = set()
    for result in schema.get_all_operations():
        assert isinstance(result, Ok)
        operation = result.ok()
        if any(part in operation.path for part in UNFIT):
            continue

        @effort(
            max_examples=15,
            derandomize=True,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=[*HealthCheck],
        )
        @given(case=operation.as_strategy())
        def call(case: schemathesis.Case) -> None:
            if "wait" in case.query:
                case.query["wait"] = 0  # or each would take its half minute
            case.call_and_validate(headers=headers, checks=CHECKED, timeout=15)

        call()
        called.add((operation.method, operation.path))
    assert len(called) >= 12
