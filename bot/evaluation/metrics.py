"""Figures on predicted and annotated labels and spans. Shares are of one, not per cent."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LabelPair = tuple[str, str]
"""(annotated, predicted)"""


@dataclass(frozen=True)
class Score:
    right: int
    predicted: int
    annotated: int

    @property
    def precision(self) -> float:
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.annotated if self.annotated else 0.0

    @property
    def f1(self) -> float:
        total = self.predicted + self.annotated
        return 2 * self.right / total if total else 0.0


def accuracy(pairs: Sequence[LabelPair]) -> float:
    return sum(gold == found for gold, found in pairs) / len(pairs) if pairs else 0.0


def label_scores(pairs: Sequence[LabelPair]) -> dict[str, Score]:
    right = Counter(gold for gold, found in pairs if gold == found)
    annotated = Counter(gold for gold, _ in pairs)
    predicted = Counter(found for _, found in pairs)
    names = sorted(annotated | predicted)
    return {name: Score(right[name], predicted[name], annotated[name]) for name in names}


def confusions(pairs: Iterable[LabelPair]) -> list[tuple[LabelPair, int]]:
    """Each mistake with its number, the commonest first."""
    return Counter((gold, found) for gold, found in pairs if gold != found).most_common()


@dataclass(frozen=True)
class Bin:
    """Predictions of about one confidence: `confidence` and `accuracy` are their means."""

    low: float
    high: float
    count: int
    confidence: float
    accuracy: float


def calibration(outcomes: Sequence[tuple[float, bool]], bins: int = 10) -> list[Bin]:
    """(confidence, right) in bins of equal width, the empty ones left out."""
    filled: list[Bin] = []
    for index in range(bins):
        low, high = index / bins, (index + 1) / bins
        inside = [o for o in outcomes if low <= o[0] < high or (o[0] == 1.0 == high)]
        if inside:
            confidence = sum(c for c, _ in inside) / len(inside)
            share = sum(right for _, right in inside) / len(inside)
            filled.append(Bin(low, high, len(inside), confidence, share))
    return filled


def expected_calibration_error(bins: Sequence[Bin]) -> float:
    total = sum(b.count for b in bins)
    return sum(b.count * abs(b.confidence - b.accuracy) for b in bins) / total if total else 0.0
