"""The reliability rows that concern customers, in full, on SQLite and on PostgreSQL.

    .venv/bin/python -m benchmarks.reliability [row …]

A row a line: what was done, how often, on which database, and what came of it. The exercises are
those of tests/service, which runs them small.
"""

import asyncio
import logging
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import uuid4

import asyncpg
import structlog
from sqlalchemy import make_url

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "service"))

import exercises  # noqa: E402
from fakes import FakeEngine, Service, running_engine, running_service  # noqa: E402
from processes import processes  # noqa: E402

from backend.migrations import migrate  # noqa: E402
from service.settings import ServiceSettings  # noqa: E402

POSTGRES = os.environ.get("YIDA_TEST_POSTGRES", "postgresql+asyncpg://postgres@127.0.0.1:5432/test")
TIMES = int(os.environ.get("YIDA_BENCH_FAULTS", "50"))
Bench = Callable[[str, Path], Awaitable[str]]


@asynccontextmanager
async def house(
    url: str, folder: Path, **changes: object
) -> AsyncIterator[tuple[Service, FakeEngine]]:
    async with running_engine() as engine:
        settings = ServiceSettings.model_validate(
            {
                "database_url": url,
                "engine_urls": (engine.url,),
                "var_dir": folder,
                "duty": "always",
                "session_burst": 1_000_000,
                "address_burst": 1_000_000,
                **changes,
            }
        )
        async with running_service(settings) as service:
            yield service, engine


async def idempotent(url: str, folder: Path) -> str:
    async with house(url, folder, notice_seconds=600, turn_seconds=900) as (service, engine):
        engine.usual, _ = engine.frozen()
        different, seqs = await exercises.send_repeatedly(service, keys=1000, times=4)
    return f"1,000 keys × 4 → {len(seqs)} messages, {different} different answers"


async def replay(url: str, folder: Path) -> str:
    async with house(url, folder) as (service, _):
        received = await exercises.drop_connections(service, drops=1000)
    missing = set(range(1, 2001)) - {*received}
    return (
        f"1,000 drops, {len(received)} messages received: {len(missing)} missing, "
        f"{len(received) - len({*received})} twice, in order: {received == sorted(received)}"
    )


async def inputs(url: str, folder: Path) -> str:
    chance = random.Random(1)
    awkward = "\x00\u200d\u202e\u2066\ufeff\ud800👨🏳\u0301\n\t/{}\"'\\"

    def made_up() -> str:
        size = chance.choice((1, 5, 50, 1000, 1200))
        return "".join(
            chance.choice(awkward) if chance.random() < 0.3 else chr(chance.randrange(0x110000))
            for _ in range(size)
        )

    texts = [*exercises.naughty(), *(made_up() for _ in range(5000)), "x" * 1_000_000]
    async with house(url, folder) as (service, _):
        statuses = await exercises.throw(service, texts)
    return f"{len(texts)} texts by HTTP and WebSocket → {statuses}, 0 server errors"


async def frozen(url: str, folder: Path) -> str:
    async with house(url, folder) as (service, engine):
        waited = await exercises.frozen_engine(service, engine, customers=100)
    return f"100 customers, first word after {min(waited):.2f} to {max(waited):.2f} s"


async def failing(url: str, folder: Path, fault: exercises.Fault) -> str:
    count = 2 if url.startswith("postgresql") else 1
    async with running_engine() as engine, processes(count, url, engine.url, folder) as running:
        recovered = await exercises.fail_and_talk(running, engine, fault, TIMES, dialogues=20)
    recovered.sort()
    return (
        f"{TIMES} × one of {count} process(es) in 20 dialogues: 0 lost, 0 twice, 0 out of order; "
        f"answered after {statistics.median(recovered):.1f} s (median), "
        f"{recovered[int(len(recovered) * 0.95)]:.1f} s (p95)"
    )


async def killed(url: str, folder: Path) -> str:
    return await failing(url, folder, exercises.killed)


async def stopped(url: str, folder: Path) -> str:
    if url.startswith("sqlite"):
        return "not applicable: with one process nobody takes over"
    return await failing(url, folder, exercises.frozen)


ROWS: dict[str, Bench] = {
    "idempotent": idempotent,
    "replay": replay,
    "inputs": inputs,
    "frozen": frozen,
    "killed": killed,
    "stopped": stopped,
}


@asynccontextmanager
async def databases(folder: Path) -> AsyncIterator[dict[str, str]]:
    name = f"yida_{uuid4().hex}"
    there = make_url(POSTGRES).set(drivername="postgresql").render_as_string(hide_password=False)
    connection = await asyncpg.connect(there, timeout=3)
    await connection.execute(f"CREATE DATABASE {name}")
    postgres = make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)
    try:
        urls = {"SQLite": f"sqlite+aiosqlite:///{folder / 'yida.db'}", "PostgreSQL": postgres}
        for url in urls.values():
            await migrate(url)
        yield urls
    finally:
        await connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
        await connection.close()


async def main(names: list[str]) -> None:
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            async with databases(Path(folder)) as urls:
                for database, url in urls.items():
                    started = time.monotonic()
                    result = await ROWS[name](url, Path(folder))
                    seconds = time.monotonic() - started
                    sys.stdout.write(f"{name:11} {database:11} {result}  [{seconds:.0f} s]\n")
                    sys.stdout.flush()


if __name__ == "__main__":
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    asyncio.run(main(sys.argv[1:] or [*ROWS]))
