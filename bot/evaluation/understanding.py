"""The pipeline's own components, trained and asked directly: no domain, no dialogue."""

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.evaluation.parse import Parse
from bot.evaluation.sentences import ROOT
from bot.importer import message_of
from bot.nlu.entities import ChineseEntityExtractor
from bot.nlu.examples import EntitySpan, Example
from bot.nlu.intents import FusedIntentClassifier
from bot.nlu.tokenizer import ChineseTokenizer

CONFIG = ROOT / "config.yml"


class Understanding:
    """Tokenizer, classifier and extractor, as the configured pipeline runs them."""

    def __init__(
        self,
        classifier: FusedIntentClassifier,
        extractor: ChineseEntityExtractor,
        training_seconds: float,
    ) -> None:
        self.training_seconds = training_seconds
        self._tokenizer = ChineseTokenizer(ChineseTokenizer.get_default_config())
        self._classifier = classifier
        self._extractor = extractor

    def parse(self, text: str) -> Parse:
        message = Message({TEXT: text})
        started = time.perf_counter()
        self._tokenizer.process([message])
        self._classifier.process([message])
        self._extractor.process([message])
        seconds = time.perf_counter() - started
        spans = frozenset(
            EntitySpan(e["start"], e["end"], e["entity"], e.get("role"))
            for e in message.get(ENTITIES)
        )
        return Parse(_ranking(message), spans, seconds)


def _ranking(message: Message) -> list[tuple[str, float]]:
    """The intents, each retrieval intent with the response that it selects."""
    selected = message.get("response_selector")
    ranking = []
    for intent in message.get("intent_ranking"):
        name = intent["name"]
        if name in selected:
            name = selected[name]["response"]["intent_response_key"]
        ranking.append((name, intent["confidence"]))
    return ranking


@contextmanager
def trained(examples: list[Example]) -> Iterator[Understanding]:
    """Classifier and extractor trained on the examples with the settings of `config.yml`."""
    with tempfile.TemporaryDirectory() as folder:
        storage = LocalModelStorage.create(Path(folder))
        classifier = FusedIntentClassifier(classifier_settings(), storage, Resource("intents"))
        extractor = ChineseEntityExtractor(storage, Resource("entities"))
        data = TrainingData([message_of(example) for example in examples])
        started = time.perf_counter()
        classifier.train(data)
        extractor.train(data)
        yield Understanding(classifier, extractor, time.perf_counter() - started)


def classifier_settings(config: Path = CONFIG) -> dict[str, Any]:
    """The classifier's defaults with what the project's pipeline sets."""
    pipeline = yaml.safe_load(config.read_text("utf-8"))["pipeline"]
    name = f"{FusedIntentClassifier.__module__}.{FusedIntentClassifier.__name__}"
    ours = next(entry for entry in pipeline if entry["name"] == name)
    return {**FusedIntentClassifier.get_default_config(), **ours}


def surface_weight() -> float:
    return float(classifier_settings()["surface_weight"])
