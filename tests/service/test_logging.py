import json
import logging
from collections.abc import Callable, Iterator
from io import StringIO
from urllib.parse import unquote

import pytest
import structlog
from aiohttp import FormData
from fakes import (
    SECRET,
    Customer,
    FakeEngine,
    Service,
    broken,
    empty,
    handover,
    running_service,
)

from service.logging import configure, mask
from service.settings import ServiceSettings

CANARIES = ("13812345678", "SF1234567890123", "林晓梅", "文一西路969号", "我的包裹破了")


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("13812345678", "****5678"),
        ("+86 138-1234-5678", "****5678"),
        ("单号SF1234567890123到哪了", "单号****0123到哪了"),
        ("78300000000012", "****0012"),
        ("turn_failed", "turn_failed"),
        ("8080", "8080"),
    ],
)
def test_numbers_keep_their_last_four(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[StringIO]:
    """What is logged while the service's own logging is set up, without aiohttp's line for each
    request: `python -m service` turns it off, the test's server does not."""
    monkeypatch.setattr(logging.getLogger("aiohttp.access"), "disabled", True)
    root, stream = logging.getLogger(), StringIO()
    before = ([*root.handlers], root.level, logging.raiseExceptions)
    configure(stream)
    yield stream
    root.handlers[:], root.level, logging.raiseExceptions = before
    structlog.reset_defaults()


def test_nothing_personal_passes_the_boundary(written: StringIO) -> None:
    log = structlog.get_logger("test")
    for canary in CANARIES:
        log.info("message_stored", text=canary, name=canary, conversation_id="c-1")
        logging.getLogger("library").warning("could not send %s", canary)
        try:
            raise ValueError(canary)
        except ValueError:
            log.exception("failed")
            logging.getLogger("library").exception("could not send %s", canary)
    assert [canary for canary in CANARIES if canary in written.getvalue()] == []
    first = json.loads(written.getvalue().splitlines()[0])
    assert (first["event"], first["conversation_id"]) == ("message_stored", "c-1")
    assert '"error": "ValueError"' in written.getvalue()


async def test_a_whole_dialogue_leaves_no_trace_in_the_log(
    service: Service, written: StringIO
) -> None:
    customer = await service.open()
    for canary in CANARIES:
        await customer.send(canary)
        await service.http.get("/api/v1/messages", params={"after": canary})
        await service.http.get(f"/{canary}")
    await customer.settled()
    assert "/api/v1/messages" in written.getvalue()
    assert [canary for canary in CANARIES if canary in written.getvalue()] == []


def _personal() -> list[str]:
    """Two hundred values of five kinds."""
    kinds = (
        "林晓梅{:02}",
        "1391234{:04}",
        "SF1404{:09}",
        "文一西路{:02}号",
        "mei{:02}@example.com",
    )
    return [kind.format(number) for kind in kinds for number in range(10, 50)]


async def _send(customer: Customer, canary: str, number: int, signed: str) -> None:
    """As a message, in two other bodies, and in a path or a query; the number picks them."""
    client_id = f"c-{canary.encode().hex()}"
    await (await customer.post("/messages", {"client_id": client_id, "text": canary})).read()
    bodies = [
        ("sessions", {"identity": signed}),
        ("left-messages", {"text": canary, "contact": canary}),
        ("rating", {"stars": 5, "comment": canary}),
        ("codes", {"phone": canary}),
        ("codes/verify", {"code": canary}),
        ("feedback", {"seq": canary, "helpful": canary}),
        ("channels/webhook", {"message_id": canary, "user": canary, "text": canary}),
    ]
    for path, body in (bodies[number % 7], bodies[(number + 3) % 7]):
        await (await customer.post(f"/{path}", body)).read()
    places = (f"/messages?after={canary}", f"/attachments/{canary}", f"/{canary}")
    await customer.get(places[number % 3])
    if number % 5 == 0:
        form = FormData()
        form.add_field("file", b"%PDF-" + canary.encode(), filename=f"{canary}.pdf")
        await customer.http.post("/api/v1/attachments", data=form, headers=customer.headers)


async def test_two_hundred_people_leave_no_trace_in_logs_and_metrics(
    settings: Callable[..., ServiceSettings],
    engine: FakeEngine,
    written: StringIO,
    identity: Callable[..., str],
    capfd: pytest.CaptureFixture[str],
) -> None:
    engine.next.extend([broken, empty, handover])  # failures are logged too
    gateway = {"code_sender_url": f"{engine.url}/away", "code_sender_secret": SECRET}
    canaries = _personal()
    async with running_service(settings(**gateway)) as service:
        for number, canary in enumerate(canaries):
            signed = identity(sub=canary, name=canary)
            if number % 20 == 0:
                customer = await service.open(identity=signed)
            await _send(customer, canary, number, signed)
        await customer.settled()
        metrics = await (await service.http.get("/metrics")).text()
    output = "".join(capfd.readouterr())
    for place in (unquote(written.getvalue()), metrics, unquote(output)):
        assert [canary for canary in canaries if canary in place] == []
    assert len(written.getvalue().splitlines()) > len(canaries) * 4
    assert 'yida_messages_total{channel="web"} 200' in metrics
