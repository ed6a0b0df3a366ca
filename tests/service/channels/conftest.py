"""Each simulated platform in front of a running service, one after the other."""

from collections.abc import AsyncIterator, Callable
from datetime import timedelta

import pytest
from lines import EVERY, Line, on_line

from service.outbox import dispatcher
from service.settings import ServiceSettings

Settings = Callable[..., ServiceSettings]


@pytest.fixture(params=EVERY)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
async def line(
    kind: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Line]:
    # On a slow machine no notice and no second attempt may come between.
    patient = settings(notice_seconds=90, attempt_seconds=45, lease_seconds=60, turn_seconds=90)
    async with on_line(kind, patient, monkeypatch) as line:
        yield line


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Retries come at once."""
    monkeypatch.setattr(dispatcher, "FIRST_PAUSE", timedelta(milliseconds=50))
