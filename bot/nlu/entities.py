"""Entities: numbers by shape, everything else by the tagger."""

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import encoder as encoders
from bot.nlu import tokenizer
from bot.nlu.borders import mended
from bot.nlu.encodings import encode_all
from bot.nlu.finders import find_candidates
from bot.nlu.numbers import NUMBER_KINDS, find_numbers
from bot.nlu.spans import Span
from bot.nlu.tagger import Tagger, train
from bot.nlu.text import NormalText, normalize
from bot.nlu.values import normal_value

FILE = "tagger.crf"
WARM_UP = "你好，我明天下午三点从杭州寄5公斤到北京，保价300元"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class ChineseEntityExtractor(GraphComponent, EntityExtractorMixin):
    """Spans in the original message; `additional_info.value` holds the normal form, if any."""

    def __init__(self, storage: ModelStorage, resource: Resource) -> None:
        self._storage = storage
        self._resource = resource
        self._tagger: Tagger | None = None

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "ChineseEntityExtractor":
        return cls(model_storage, resource)

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        return encoders.fingerprint() + tokenizer.fingerprint()

    def train(self, training_data: TrainingData) -> Resource:
        messages = [m for m in training_data.training_examples if m.get(TEXT)]
        annotated = [_annotated(message) for message in messages]
        model = encoders.encoder()
        texts = [text for text, _ in annotated]
        encodings = encode_all(model, texts) if model else [None] * len(texts)
        with self._storage.write_to(self._resource) as folder:
            train(folder / FILE, annotated, encodings)
            self._tagger = Tagger((folder / FILE).read_bytes(), model)
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "ChineseEntityExtractor":
        extractor = cls(model_storage, resource)
        with model_storage.read_from(resource) as folder:
            extractor._tagger = Tagger((folder / FILE).read_bytes(), encoders.encoder())
        # Dictionaries and tables load now, not while the first customer waits.
        extractor.process([Message({TEXT: WARM_UP})])
        return extractor

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            if self._tagger and message.get(TEXT):
                text = normalize(message.get(TEXT))
                found = [as_rasa(span, text) for span in spans_of(self._tagger, text)]
                entities = message.get(ENTITIES, []) + self.add_extractor_name(found)
                message.set(ENTITIES, entities, add_to_output=True)
        return messages


def spans_of(tagger: Tagger, text: NormalText) -> list[Span]:
    """From left to right, without overlaps: a number's shape is certain, so it goes first."""
    numbers = [Span(n.kind, None, n.start, n.end) for n in find_numbers(text)]
    learned = [
        span
        for span in mended(tagger.spans(text), find_candidates(text), text.text)
        if span.entity not in NUMBER_KINDS and not any(map(span.overlaps, numbers))
    ]
    return sorted([*numbers, *learned], key=lambda span: span.start)


def _annotated(message: Message) -> tuple[NormalText, list[Span]]:
    text = normalize(message.get(TEXT))
    return text, [
        Span(e["entity"], e.get("role"), *text.normal_span(e["start"], e["end"]))
        for e in message.get(ENTITIES, [])
    ]


def as_rasa(span: Span, text: NormalText) -> dict[str, Any]:
    start, end = text.span(span.start, span.end)
    entity = {
        "entity": span.entity,
        "start": start,
        "end": end,
        "value": text.original[start:end],
    }
    if span.role:
        entity["role"] = span.role
    value = normal_value(span.entity, text.text[span.start : span.end])
    if value is not None:
        entity["additional_info"] = {"value": value}
    return entity
