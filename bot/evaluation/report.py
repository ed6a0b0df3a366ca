"""The evaluation as a page of Markdown."""

from collections.abc import Iterable, Sequence

from bot.evaluation.entity_scores import GROUPS, SpanPair, entity_scores, group_scores
from bot.evaluation.markdown import share, table
from bot.evaluation.metrics import (
    Score,
    calibration,
    confusions,
    expected_calibration_error,
    label_scores,
)
from bot.evaluation.parse import Outcome
from bot.evaluation.sentences import KINDS

COMMONEST = 10


def intents(outcomes: Sequence[Outcome]) -> str:
    scores = label_scores([o.labels for o in outcomes])
    by_kind = {
        kind: label_scores([o.labels for o in outcomes if o.sentence.kind == kind])
        for kind in KINDS
    }
    rows = [
        [f"`{name}`", str(score.annotated), *_shares(score), *_recalls(name, by_kind)]
        for name, score in scores.items()
    ]
    header = ["intent", "sentences", "precision", "recall", "F1", *(f"recall, {k}" for k in KINDS)]
    return table(header, rows)


def entities(pairs: Iterable[SpanPair]) -> str:
    scores = entity_scores(pairs)
    groups = group_scores(scores)
    rows = []
    for group, names in GROUPS.items():
        rows.append([f"**{group}**", str(groups[group].annotated), *_shares(groups[group])])
        rows += [
            [f"`{name}`", str(scores[name].annotated), *_shares(scores[name])] for name in names
        ]
    return table(["entity", "spans", "precision", "recall", "F1"], rows)


def commonest_confusions(outcomes: Sequence[Outcome]) -> str:
    rows = []
    for (gold, found), number in confusions(o.labels for o in outcomes)[:COMMONEST]:
        text = next(o.sentence.example.text for o in outcomes if o.labels == (gold, found))
        rows.append([f"`{gold}`", f"`{found}`", str(number), text])
    return table(["annotated", "predicted", "times", "for example"], rows)


def confidence(outcomes: Sequence[Outcome]) -> str:
    bins = calibration([(o.parse.confidence, o.labels[0] == o.labels[1]) for o in outcomes])
    rows = [
        [f"{b.low:.1f}–{b.high:.1f}", str(b.count), share(b.confidence), share(b.accuracy)]
        for b in bins
    ]
    error = share(expected_calibration_error(bins))
    header = ["confidence", "sentences", "mean confidence, %", "accuracy, %"]
    return f"Expected calibration error over ten bins: {error} %.\n\n{table(header, rows)}"


def _shares(score: Score) -> list[str]:
    return [share(score.precision), share(score.recall), share(score.f1)]


def _recalls(name: str, by_kind: dict[str, dict[str, Score]]) -> list[str]:
    found = [by_kind[kind].get(name) for kind in KINDS]
    return [share(score.recall) if score and score.annotated else "–" for score in found]
