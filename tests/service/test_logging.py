import json
import logging
from collections.abc import Iterator
from io import StringIO

import pytest
import structlog
from fakes import Service

from service.logging import configure, mask

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
def written() -> Iterator[StringIO]:
    """What is logged while the service's own logging is set up."""
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
