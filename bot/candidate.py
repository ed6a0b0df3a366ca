"""A candidate model: trained with the reviewed messages, then measured beside the one in use.

`python -m bot.candidate --reviewed FOLDER --out FILE [--active FILE]`, run by the service. Each
line of its output is JSON: `state` and `progress` (0 to 1) on the way, `report` at the end.
"""

import argparse
import asyncio
import json
import logging
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import structlog

ROOT = Path(__file__).parents[1]
TRAINING_SHARE = 0.6
"""Of the whole way; the rest is measuring."""
USUAL_SECONDS = 150.0
TICK_SECONDS = 2.0

Say = Callable[..., None]


def main() -> None:
    options = _options()
    os.nice(19)  # customers go first
    # Unconfigured it would log every sentence that is asked.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    _end_with_the_service()
    say = _speaker()
    with _ticking(say):
        _train(options.reviewed, options.out)
    say(report=asyncio.run(_compare(options.out, options.active, say)))


def _train(reviewed: Path, out: Path) -> None:
    import rasa  # noqa: PLC0415 - takes seconds

    result = rasa.train(
        domain=str(ROOT / "domain.yml"),
        config=str(ROOT / "config.yml"),
        training_files=[str(ROOT / "data"), str(reviewed)],
        output=str(out.parent),
        fixed_model_name=out.name.split(".")[0],
    )
    if result.code != 0 or not out.exists():
        raise SystemExit(f"training ended with {result.code}")


async def _compare(candidate: Path, active: Path | None, say: Say) -> dict[str, Any]:
    """The share of each intent's regression sentences that a model gets right."""
    from bot.evaluation.sentences import read_sentences  # noqa: PLC0415

    sentences = [(s.example.text, s.example.label) for s in read_sentences()]
    files = {"candidate": candidate, "active": active}
    share = (1 - TRAINING_SHARE) / sum(file is not None for file in files.values())
    right: dict[str, dict[str, list[bool]]] = {}
    begun = TRAINING_SHARE
    for name, file in files.items():
        if file is None:
            continue
        found: dict[str, list[bool]] = {}
        async for done, (label, is_right) in _asked(file, sentences):
            found.setdefault(label, []).append(is_right)
            if done % 20 == 0:
                say(state="measuring", progress=begun + share * done / len(sentences))
        right[name] = found
        begun += share
    return {
        "overall": {name: _mean([r for rs in found.values() for r in rs])
                    for name, found in right.items()},
        "sentences": len(sentences),
        "intents": [
            {"intent": label, "n": len(flags), "candidate": _mean(flags),
             "active": _mean(right["active"][label]) if "active" in right else None}
            for label, flags in sorted(right["candidate"].items())
        ],
    }  # fmt: skip


async def _asked(file: Path, sentences: list[tuple[str, str]]) -> Any:
    """(number, (label, whether it was right)) of each sentence put to the model."""
    from rasa.core.agent import Agent  # noqa: PLC0415

    from bot.turn import full_name  # noqa: PLC0415

    agent = Agent.load(str(file))
    for number, (text, label) in enumerate(sentences, 1):
        parse = await agent.parse_message(text)
        yield number, (label, full_name(parse, parse["intent"]["name"]) == label)


def _mean(flags: list[bool]) -> float:
    return sum(flags) / len(flags)


def _speaker() -> Say:
    """Speaks on the real output; Rasa's own words go where errors go."""
    channel = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())

    def say(**news: object) -> None:
        channel.write(json.dumps(news, ensure_ascii=False) + "\n")
        channel.flush()

    return say


@contextmanager
def _ticking(say: Say) -> Iterator[None]:
    """Rasa tells nothing while it trains, so the time it usually takes is the measure."""
    done, started = threading.Event(), time.monotonic()

    def tick() -> None:
        while not done.wait(TICK_SECONDS):
            part = min((time.monotonic() - started) / USUAL_SECONDS, 1.0)
            say(state="training", progress=TRAINING_SHARE * part)

    ticker = threading.Thread(target=tick, daemon=True)
    say(state="training", progress=0.0)
    ticker.start()
    try:
        yield
    finally:
        done.set()
        ticker.join()


def _end_with_the_service() -> None:
    """The service holds the other end of our input: when it is gone, nobody wants the model."""

    def watch() -> None:
        sys.stdin.buffer.read()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reviewed", type=Path, required=True, help="folder of reviewed examples")
    parser.add_argument("--out", type=Path, required=True, help="the model's file, to be made")
    parser.add_argument("--active", type=Path, help="the model's file that is in use")
    return parser.parse_args()


if __name__ == "__main__":
    main()
