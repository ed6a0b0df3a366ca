"""Entities: numbers by shape, what rules know by rules, the rest by the encoder's tags."""

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.encoder import encoder
from bot.nlu.numbers import NUMBER_KINDS, find_numbers
from bot.nlu.patterns import pattern_spans
from bot.nlu.tags import TaggedSpan, tagged_spans
from bot.nlu.text import NormalText, normalize
from bot.nlu.values import normal_value

WARM_UP = "你好，我明天下午三点从杭州寄5公斤到北京，保价300元"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class ChineseEntityExtractor(GraphComponent, EntityExtractorMixin):
    """Spans in the original message; `additional_info.value` holds the normal form, if any."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "ChineseEntityExtractor":
        # Dictionaries and tables load now, not while the first customer waits.
        as_rasa_all(normalize(WARM_UP))
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text = message.get(TEXT)
            if text:
                found = self.add_extractor_name(as_rasa_all(normalize(text)))
                entities = message.get(ENTITIES, []) + found
                message.set(ENTITIES, entities, add_to_output=True)
        return messages


def as_rasa_all(text: NormalText) -> list[dict[str, Any]]:
    return [as_rasa(span, text) for span in entity_spans(text)]


def entity_spans(text: NormalText) -> list[TaggedSpan]:
    """Spans that do not overlap, from left to right. Rules go before tags: a shape is certain."""
    numbers = [TaggedSpan(n.kind, None, n.start, n.end, 1.0) for n in find_numbers(text)]
    model = encoder()
    tagged = tagged_spans(model, text) if model else []
    kept: list[TaggedSpan] = []
    for span in [*numbers, *pattern_spans(text), *tagged]:
        free = all(span.end <= other.start or other.end <= span.start for other in kept)
        if free and (span in numbers or span.entity not in NUMBER_KINDS):
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)


def as_rasa(span: TaggedSpan, text: NormalText) -> dict[str, Any]:
    start, end = text.span(span.start, span.end)
    entity = {
        "entity": span.entity,
        "start": start,
        "end": end,
        "value": text.original[start:end],
        "confidence_entity": span.confidence,
    }
    if span.role:
        entity["role"] = span.role
    value = normal_value(span.entity, text.text[span.start : span.end])
    if value is not None:
        entity["additional_info"] = {"value": value}
    return entity
