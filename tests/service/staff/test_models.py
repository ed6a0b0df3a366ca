"""Training, comparing, promoting: with a quick trainer, and workers that know their model."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from consoles import Console, answered, hire, refused, sign_in
from fakes import FakeEngine, Service, running_service
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.database import reading
from backend.staff.models import AuditEntry, Role
from service.settings import ServiceSettings

Json = dict[str, Any]
Settings = Callable[..., ServiceSettings]

REPORT = {
    "overall": {"candidate": 0.91, "active": 0.88},
    "sentences": 3,
    "intents": [{"intent": "greet", "candidate": 1.0, "active": 0.5, "n": 2}],
}
TRAINER = f"""
import json, pathlib, sys, time
out = pathlib.Path(sys.argv[sys.argv.index("--out") + 1])
reviewed = pathlib.Path(sys.argv[sys.argv.index("--reviewed") + 1]) / "reviewed.yml"
gate = pathlib.Path(__file__).with_name("gate")
def say(**news):
    print(json.dumps(news), flush=True)
say(state="training", progress=0.3)
while gate.exists():
    say(state="training", progress=0.3)
    time.sleep(0.05)
if "nlu" not in reviewed.read_text():
    sys.exit("no reviewed file")
if gate.with_name("broken").exists():
    sys.exit("ValueError: the data is broken")
say(state="measuring", progress=0.8)
out.write_bytes(b"a model")
say(report=json.loads({json.dumps(json.dumps(REPORT))}))
"""


class Worker(FakeEngine):
    """An engine worker that says which model it has, and takes a while to change it."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder, self.model, self.changes = folder, "base.tar.gz", 0
        self.changed = asyncio.Event()

    async def hello(self, _request: web.Request) -> web.StreamResponse:
        return web.json_response({"ready": True, "model": self.model})

    async def change(self, request: web.Request) -> web.StreamResponse:
        name = (await request.json())["model"]
        if not (self.folder / name).exists():
            return web.json_response({"error": {"code": "no_such_model"}}, status=404)
        self.model, self.changes = name, self.changes + 1
        self.changed.set()
        return web.json_response({"model": name})


@asynccontextmanager
async def working(folder: Path) -> AsyncIterator[Worker]:
    worker, app = Worker(folder), web.Application()
    app.router.add_post("/webhooks/yida/turn", worker.turn)
    app.router.add_get("/webhooks/yida/", worker.hello)
    app.router.add_post("/webhooks/yida/model", worker.change)
    async with TestServer(app, shutdown_timeout=0) as server:
        worker.url = str(server.make_url("")).rstrip("/")
        yield worker


@pytest.fixture
async def workers(tmp_path: Path) -> AsyncIterator[list[Worker]]:
    folder = tmp_path / "models"
    folder.mkdir()
    (folder / "base.tar.gz").write_bytes(b"the first")
    async with AsyncExitStack() as stack:
        yield [await stack.enter_async_context(working(folder)) for _ in range(2)]


@pytest.fixture
def teaching(settings: Settings, workers: list[Worker], tmp_path: Path) -> ServiceSettings:
    script = tmp_path / "trainer.py"
    script.write_text(TRAINER)
    return settings(
        engine_urls=tuple(worker.url for worker in workers),
        models_dir=tmp_path / "models",
        train_command=(sys.executable, str(script)),
        model_seconds=0.05,
    )


@pytest.fixture
async def school(teaching: ServiceSettings) -> AsyncIterator[Service]:
    async with running_service(teaching) as service:
        yield service


async def admin(service: Service, database: AsyncEngine) -> Console:
    await hire(database, "boss", Role.ADMIN)
    return await sign_in(service, "boss")


async def until(console: Console, condition: Callable[[Json], bool]) -> Json:
    """The newest candidate, once it is as wanted."""
    async with asyncio.timeout(60):
        while True:
            page = await answered(await console.call("GET", "/models"), 200)
            if page["candidates"] and condition(page["candidates"][0]):
                return page["candidates"][0]  # type: ignore[no-any-return]
            await asyncio.sleep(0.02)


async def having(workers: list[Worker], file: str) -> None:
    async with asyncio.timeout(60):
        for worker in workers:
            while worker.model != file:
                await worker.changed.wait()
                worker.changed.clear()


def ended(candidate: Json) -> bool:
    return candidate["state"] in ("ready", "failed")


async def trained(console: Console) -> Json:
    asked = await answered(await console.call("POST", "/models"), 202)
    candidate = await until(console, ended)
    assert candidate["id"] == asked["id"]
    return candidate


async def in_use(console: Console) -> str | None:
    page = await answered(await console.call("GET", "/models"), 200)
    return page["active"]  # type: ignore[no-any-return]


async def test_a_training_is_watched_and_compared(
    school: Service, database: AsyncEngine, tmp_path: Path
) -> None:
    console, gate = await admin(school, database), tmp_path / "gate"
    gate.touch()
    asked = await answered(await console.call("POST", "/models"), 202)
    assert asked["state"] == "queued"
    under_way = await until(console, lambda c: c["progress"] > 0)
    assert (under_way["state"], under_way["progress"]) == ("training", 0.3)
    await refused(await console.call("POST", "/models"), 409, "training_under_way")
    await refused(
        await console.call("POST", f"/models/{asked['id']}/promote"), 409, "not_promotable"
    )
    gate.unlink()
    ready = await until(console, ended)
    assert (ready["state"], ready["progress"]) == ("ready", 1.0)
    assert ready["report"]["overall"] == REPORT["overall"]
    assert ready["report"]["intents"] == REPORT["intents"]


async def test_a_failed_training_says_why_and_another_can_be_asked_for(
    school: Service, database: AsyncEngine, tmp_path: Path
) -> None:
    console, broken = await admin(school, database), tmp_path / "broken"
    broken.touch()
    failed = await trained(console)
    assert (failed["state"], failed["problem"]) == ("failed", "ValueError: the data is broken")
    broken.unlink()
    assert (await trained(console))["state"] == "ready"


async def test_every_worker_changes_and_changes_back(
    school: Service, database: AsyncEngine, workers: list[Worker]
) -> None:
    console = await admin(school, database)
    candidate = await trained(console)
    base = await in_use(console)
    await answered(await console.call("POST", f"/models/{candidate['id']}/promote"), 200)
    await having(workers, f"{candidate['id']}.tar.gz")
    assert await in_use(console) == candidate["id"]
    await answered(await console.call("POST", "/models/rollback"), 200)
    await having(workers, "base.tar.gz")
    assert await in_use(console) == base
    async with reading(database) as session:
        query = select(AuditEntry.kind).where(AuditEntry.kind.startswith("model_"))
        kinds = list(await session.scalars(query.order_by(AuditEntry.id)))
    assert kinds == ["model_requested", "model_promoted", "model_rolled_back"]


async def test_a_worker_that_comes_back_with_the_old_model_is_brought_to_the_new(
    school: Service, database: AsyncEngine, workers: list[Worker]
) -> None:
    console = await admin(school, database)
    candidate = await trained(console)
    await answered(await console.call("POST", f"/models/{candidate['id']}/promote"), 200)
    file = f"{candidate['id']}.tar.gz"
    await having(workers, file)
    workers[0].model = "base.tar.gz"
    await having(workers, file)
    assert [worker.changes for worker in workers] == [2, 1]


async def test_a_training_goes_on_after_the_service_was_restarted(
    teaching: ServiceSettings, database: AsyncEngine, tmp_path: Path
) -> None:
    gate = tmp_path / "gate"
    gate.touch()
    async with running_service(teaching) as service:
        console = await admin(service, database)
        await answered(await console.call("POST", "/models"), 202)
        await until(console, lambda c: c["progress"] > 0)
    gate.unlink()
    async with running_service(teaching) as service:
        console = await sign_in(service, "boss")
        assert (await until(console, ended))["state"] == "ready"


async def test_without_the_engines_environment_nothing_is_trained(
    settings: Settings, database: AsyncEngine, tmp_path: Path
) -> None:
    nowhere = settings(train_command=(str(tmp_path / "nowhere" / "python"),))
    async with running_service(nowhere) as service:
        console = await admin(service, database)
        await refused(await console.call("POST", "/models"), 503, "training_unavailable")


async def test_there_is_nothing_to_go_back_to_at_first(
    school: Service, database: AsyncEngine
) -> None:
    console = await admin(school, database)
    await refused(await console.call("POST", "/models/rollback"), 409, "nothing_before")
    await refused(await console.call("POST", f"/models/{'0' * 32}/promote"), 404, "not_found")
