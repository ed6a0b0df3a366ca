"""Entities right to the character, with their role."""

from collections import Counter
from collections.abc import Iterable

from bot.evaluation.metrics import Score
from bot.nlu.examples import EntitySpan

GROUPS: dict[str, tuple[str, ...]] = {
    "numbers": ("waybill_no", "order_no", "ticket_no", "return_no", "phone", "phone_tail"),
    "places, times, amounts": ("city", "address", "time", "weight", "amount"),
    "goods and names": ("person", "item"),
    "ratings": ("rating",),
}

SpanPair = tuple[frozenset[EntitySpan], frozenset[EntitySpan]]
"""(annotated, predicted) of one sentence"""


def entity_scores(pairs: Iterable[SpanPair]) -> dict[str, Score]:
    right: Counter[str] = Counter()
    annotated: Counter[str] = Counter()
    predicted: Counter[str] = Counter()
    for gold, found in pairs:
        annotated.update(span.entity for span in gold)
        predicted.update(span.entity for span in found)
        right.update(span.entity for span in gold & found)
    names = [name for group in GROUPS.values() for name in group]
    return {name: Score(right[name], predicted[name], annotated[name]) for name in names}


def group_scores(scores: dict[str, Score]) -> dict[str, Score]:
    """The groups' scores over all their spans together."""
    return {
        group: Score(
            sum(scores[name].right for name in names),
            sum(scores[name].predicted for name in names),
            sum(scores[name].annotated for name in names),
        )
        for group, names in GROUPS.items()
    }
