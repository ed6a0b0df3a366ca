"""The rows of docs about reliability that concern customers, in a size for every day.

benchmarks/reliability.py runs the same exercises in full.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from exercises import (
    drop_connections,
    fail_and_talk,
    frozen_engine,
    killed,
    naughty,
    send_repeatedly,
    throw,
)
from fakes import FakeEngine, Service, running_service
from hypothesis import HealthCheck, Phase, given, strategies
from hypothesis import settings as effort
from processes import processes

from service.settings import ServiceSettings

Settings = Callable[..., ServiceSettings]


async def test_a_key_sent_four_times_at_once_is_one_message(
    settings: Settings, engine: FakeEngine, database_url: str
) -> None:
    engine.usual, _ = engine.frozen()
    async with running_service(settings(database_url=database_url, notice_seconds=600)) as service:
        different, seqs = await send_repeatedly(service, keys=100, times=4)
    assert different == 100
    assert seqs == [*range(1, 101)]


async def test_dropped_connections_leave_no_gap_and_no_duplicate(
    settings: Settings, database_url: str
) -> None:
    async with running_service(settings(database_url=database_url)) as service:
        received = await drop_connections(service, drops=25)
    assert received == [*range(1, 51)]


async def test_naughty_texts_are_taken_or_refused_and_break_nothing(service: Service) -> None:
    statuses = await throw(service, [*naughty(), "长" * 1001, "x" * 1_000_000])
    assert {202, 400, 413} == {*statuses}


@pytest.fixture
def made_up() -> list[str]:
    """Generated texts, with what is awkward in Unicode coming often."""
    found: list[str] = []
    awkward = strategies.sampled_from("\x00\u200d\u202e\u2066\ufeff\ud800👨🏳\u0301\n\t/{}\"'\\")
    alphabet = strategies.one_of(strategies.characters(), awkward)

    @effort(
        max_examples=100,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=[*HealthCheck],
    )
    @given(strategies.text(alphabet, max_size=1200))
    def generate(text: str) -> None:
        found.append(text)

    generate()
    return found


async def test_generated_texts_are_taken_or_refused_and_break_nothing(
    service: Service, made_up: list[str]
) -> None:
    statuses = await throw(service, made_up)
    assert sum(statuses.values()) >= 100


async def test_with_the_engine_frozen_everybody_hears_something_soon(
    settings: Settings, engine: FakeEngine, database_url: str
) -> None:
    defaults = ServiceSettings.model_fields
    ready = settings(
        database_url=database_url,
        notice_seconds=defaults["notice_seconds"].default,
        tick_seconds=defaults["tick_seconds"].default,
        attempt_seconds=defaults["attempt_seconds"].default,
    )
    async with running_service(ready) as service:
        waited = await frozen_engine(service, engine, customers=10)
    # Five seconds by the defaults (test_turns.py); here a slow machine may take some more. Without
    # the notice it would be a minute.
    assert max(waited) < 45


async def test_killed_processes_on_one_database_lose_and_repeat_nothing(
    engine: FakeEngine, postgres_url: str, tmp_path: Path
) -> None:
    async with processes(2, postgres_url, engine.url, tmp_path) as running:
        recovered = await fail_and_talk(running, engine, killed, times=2, dialogues=4)
    assert len(recovered) == 2
