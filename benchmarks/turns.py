"""How long a turn takes, ours beside stock Rasa in one run: `python -m benchmarks.turns`.

Both engines serve the same data, domain and actions; stock Rasa has the pipeline and the policies
of `rasa init` with JiebaTokenizer, its SQL tracker store and its REST channel. The turns alternate
between the two, so that whatever else the machine does meets both.
"""

import asyncio
import os
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles
from uuid import uuid4

from benchmarks.engines import Engine, both_engines
from cli.database import prepare_database
from cli.paths import ROOT

REPORT = ROOT / "docs" / "benchmarks.md"
ROUNDS = 40
LONG = 200
"""Turns of the one long conversation."""
EDGE = 20
"""Turns at its beginning and at its end that are compared."""

PLAIN = ["你好", "谢谢", "保价怎么收费", "你能做什么"]
FORM = ["我的快递到哪了", "SF1234567890123", "1234"]

PAGE = """# Time of a turn, beside stock Rasa

`make benchmark` writes this page: one run, both engines over the same data, domain, actions and
database, turns alternating. Stock is `rasa init` with JiebaTokenizer (DIET, TED, UnexpecTED), the
SQL tracker store and the REST channel. Milliseconds at the engine's door, one worker each, {cores}
cores.

| turns | yida p50 | yida p95 | stock p50 | stock p95 |
| --- | --- | --- | --- | --- |
{rows}
"""

Times = dict[str, list[float]]


async def timed(engine: Engine, conversation: str, text: str) -> float:
    started = time.perf_counter()
    await engine.send(conversation, text)
    return (time.perf_counter() - started) * 1000


async def short_conversations(engines: list[Engine], texts: list[str]) -> Times:
    """Each round is a fresh conversation; milliseconds of every turn."""
    times: Times = {engine.name: [] for engine in engines}
    for _ in range(ROUNDS):
        ids = {engine.name: uuid4().hex for engine in engines}
        for text in texts:
            for engine in engines:
                times[engine.name].append(await timed(engine, ids[engine.name], text))
    return times


async def long_conversation(engines: list[Engine]) -> Times:
    times: Times = {engine.name: [] for engine in engines}
    ids = {engine.name: uuid4().hex for engine in engines}
    for number in range(LONG):
        for engine in engines:
            text = PLAIN[number % len(PLAIN)]
            times[engine.name].append(await timed(engine, ids[engine.name], text))
    return times


def row(title: str, times: Times) -> str:
    cells = []
    for name in ("yida", "stock"):
        p95 = quantiles(times[name], n=20)[-1]
        cells += [f"{median(times[name]):.0f}", f"{p95:.0f}"]
    return f"| {title} | {' | '.join(cells)} |"


def edge(times: Times, part: slice) -> Times:
    return {name: values[part] for name, values in times.items()}


async def measure(folder: Path) -> str:
    await prepare_database(with_seed=True)
    async with both_engines(folder) as engines:
        await short_conversations(engines, PLAIN[:1] + FORM[:1])  # warms both up
        plain = await short_conversations(engines, PLAIN)
        form = await short_conversations(engines, FORM)
        long = await long_conversation(engines)
    rows = [
        row("a plain question in a new conversation", plain),
        row("tracking: question, waybill, last four digits", form),
        row(f"turns 1–{EDGE} of one conversation", edge(long, slice(EDGE))),
        row(f"turns {LONG - EDGE + 1}–{LONG} of it", edge(long, slice(-EDGE, None))),
    ]
    return PAGE.format(cores=os.cpu_count(), rows="\n".join(rows))


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["YIDA_DATABASE_URL"] = f"sqlite+aiosqlite:///{folder}/yida.db"
        REPORT.write_text(asyncio.run(measure(folder)), "utf-8")


if __name__ == "__main__":
    main()
