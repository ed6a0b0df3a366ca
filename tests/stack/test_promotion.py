"""A promotion in the middle of conversations: everybody is answered, once and in order."""

import asyncio
import http.client
import json
import shutil
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from house import ROOT, Customer, House

from backend.clock import now
from backend.database import connect, reading, transaction
from backend.learning import registry
from backend.learning.models import EngineModel, ModelState
from backend.staff import members, passwords
from backend.staff.members import NewMember
from backend.staff.models import Role

pytestmark = pytest.mark.stack

PASSWORD = "correct horse battery"
MODELS = ROOT / "models"
SECONDS = 90


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    built = House(tmp_path, workers=2)
    built.start()
    yield built
    built.stop()


@pytest.fixture
def candidate(house: House) -> Iterator[EngineModel]:
    """The model in use under another name, as if it had been trained."""
    model = asyncio.run(_candidate(house))
    yield model
    (MODELS / model.file).unlink(missing_ok=True)


async def _candidate(house: House) -> EngineModel:
    engine = connect(f"sqlite+aiosqlite:///{house.database}")
    try:
        password = await passwords.hashed(PASSWORD)
        async with transaction(engine) as session:
            await members.add(session, NewMember("boss", "顾凯", Role.ADMIN, [], 5), password)
            current = await registry.active(session)
            assert current is not None
            key = uuid4().hex
            model = EngineModel(
                id=key,
                file=f"{key}.tar.gz",
                base=current.base,
                state=ModelState.READY,
                created_at=now(),
            )
            session.add(model)
            shutil.copy(MODELS / current.file, MODELS / model.file)
        return model
    finally:
        await engine.dispose()


class Console:
    """A signed-in admin."""

    def __init__(self, house: House) -> None:
        self._house, self._cookie = house, ""
        with self._send("/login", {"username": "boss", "password": PASSWORD}) as response:
            self._cookie = response.headers["Set-Cookie"].split(";")[0]

    def post(self, path: str) -> None:
        self._send(path, {}).close()

    def _send(self, path: str, body: dict[str, str]) -> http.client.HTTPResponse:
        headers = {
            "Content-Type": "application/json",
            "Origin": self._house.url,
            "X-Yida-Console": "1",
            "Cookie": self._cookie,
        }
        url, data = f"{self._house.url}/api/v1/staff{path}", json.dumps(body).encode()
        request = urllib.request.Request(url, data, headers)
        response: http.client.HTTPResponse = urllib.request.urlopen(request, timeout=30)
        return response


def in_use(house: House) -> str | None:
    async def asked() -> str | None:
        engine = connect(f"sqlite+aiosqlite:///{house.database}")
        async with reading(engine) as session:
            found = await registry.active(session)
        await engine.dispose()
        return found.file if found else None

    return asyncio.run(asked())


def models_of_workers(house: House) -> set[str]:
    """What each worker says of itself."""
    found = set()
    for pid in house.pids_of("rasa run"):
        words = (Path("/proc") / str(pid) / "cmdline").read_text().split("\0")
        port = words[words.index("--port") + 1]
        try:
            with urllib.request.urlopen(
                f"http://127.0.0.1:{port}/webhooks/yida/", timeout=30
            ) as said:
                found.add(json.load(said)["model"])
        except OSError:  # it is just being started again
            found.add("")
    return found


class Talker(threading.Thread):
    """A customer who keeps asking for a parcel, dialogue after dialogue."""

    def __init__(self, house: House, stop: threading.Event) -> None:
        super().__init__()
        self._customer, self._stopping = Customer(house), stop
        self.asked: list[str] = []
        self.unanswered: list[str] = []

    def run(self) -> None:
        while not self._stopping.is_set():
            for words, expected in (
                ("我的快递到哪了", ("运单号", "后四位")),  # the waybill is remembered
                ("SF9999999999999", ("后四位",)),
                ("取消", ("",)),
            ):
                self.asked.append(words)
                said = "".join(m["text"] for m in self._customer.say(words))
                if not said or not any(part in said for part in expected):
                    self.unanswered.append(f"{words}: {said}")

    def heard(self) -> list[str]:
        return [m["text"] for m in self._customer.history() if m["author"] == "customer"]


def test_nobody_is_left_without_an_answer_while_the_model_changes(
    house: House, candidate: EngineModel
) -> None:
    console, stop = Console(house), threading.Event()
    base = in_use(house)
    assert base is not None
    talkers = [Talker(house, stop) for _ in range(4)]
    for talker in talkers:
        talker.start()
    try:
        console.post(f"/models/{candidate.id}/promote")
        wait_for(lambda: models_of_workers(house) == {candidate.file})
        console.post("/models/rollback")
        wait_for(lambda: models_of_workers(house) == {base})
    finally:
        stop.set()
        for talker in talkers:
            talker.join(SECONDS)
    assert [talker.unanswered for talker in talkers] == [[]] * len(talkers)
    for talker in talkers:
        assert talker.heard() == talker.asked
    assert in_use(house) == base


def wait_for(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + SECONDS
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.2)
