"""Rasa's stock Chinese pipeline on the same examples: jieba and what `rasa init` writes."""

import asyncio
import os
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml
from rasa.core.agent import Agent
from rasa.model_training import train_nlu

from bot.evaluation.markup import marked
from bot.evaluation.parse import Parse
from bot.nlu.examples import EntitySpan, Example

FLAT = "__"
"""Stands for the / of retrieval intents, so that DIET learns every label in one go."""


class StockPipeline:
    def __init__(self, agent: Agent, training_seconds: float) -> None:
        self.training_seconds = training_seconds
        self._agent = agent

    def parse(self, text: str) -> Parse:
        started = time.perf_counter()
        found = asyncio.run(self._agent.parse_message(text))
        seconds = time.perf_counter() - started
        ranking = [
            (intent["name"].replace(FLAT, "/"), intent["confidence"])
            for intent in found["intent_ranking"]
        ]
        spans = frozenset(
            EntitySpan(e["start"], e["end"], e["entity"], e.get("role")) for e in found["entities"]
        )
        return Parse(ranking, spans, seconds)


@contextmanager
def trained_stock(examples: list[Example], epochs: int) -> Iterator[StockPipeline]:
    """Trained from nothing: Rasa's cache and telemetry are kept out of the measurement."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ |= {
            "RASA_CACHE_DIRECTORY": str(folder / "cache"),
            "RASA_TELEMETRY_ENABLED": "false",
        }
        (folder / "config.yml").write_text(yaml.safe_dump(_config(epochs)), "utf-8")
        (folder / "nlu.yml").write_text(_data(examples), "utf-8")
        started = time.perf_counter()
        with warnings.catch_warnings():
            # jieba cuts across many annotated spans, and Rasa warns of each one.
            warnings.simplefilter("ignore")
            model = train_nlu(str(folder / "config.yml"), str(folder / "nlu.yml"), str(folder))
        seconds = time.perf_counter() - started
        yield StockPipeline(Agent.load(model), seconds)


def _config(epochs: int) -> dict[str, Any]:
    return {
        "recipe": "default.v1",
        "assistant_id": "stock",
        "language": "zh",
        "pipeline": [
            {"name": "JiebaTokenizer"},
            {"name": "RegexFeaturizer"},
            {"name": "LexicalSyntacticFeaturizer"},
            {"name": "CountVectorsFeaturizer"},
            {
                "name": "CountVectorsFeaturizer",
                "analyzer": "char_wb",
                "min_ngram": 1,
                "max_ngram": 4,
            },
            {
                "name": "DIETClassifier",
                "epochs": epochs,
                "constrain_similarities": True,
                "random_seed": 1,
                "ranking_length": 0,
            },
        ],
    }


def _data(examples: list[Example]) -> str:
    lines: dict[str, list[str]] = {}
    for example in examples:
        lines.setdefault(example.label, []).append(f"- {marked(example)}\n")
    blocks = [
        {"intent": label.replace("/", FLAT), "examples": "".join(members)}
        for label, members in lines.items()
    ]
    text: str = yaml.safe_dump({"version": "3.1", "nlu": blocks}, allow_unicode=True, width=10_000)
    return text
