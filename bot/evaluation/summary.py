"""The figures by which pipelines are compared."""

from collections.abc import Callable, Sequence

import numpy as np

from bot.evaluation.entity_scores import GROUPS, entity_scores, group_scores
from bot.evaluation.markdown import milliseconds, share, table
from bot.evaluation.metrics import accuracy, calibration, expected_calibration_error
from bot.evaluation.parse import Outcome
from bot.evaluation.sentences import KINDS

CONVERSATION = frozenset({
    "greet", "goodbye", "thank", "affirm", "deny", "inform", "cancel_task", "request_human",
    "bot_challenge", "ask_capabilities", "praise", "vent", "rate_service", "ask_repeat",
    "chitchat", "out_of_scope",
})  # fmt: skip
"""Every other intent starts a piece of business or answers a question of the trade."""


def comparison(runs: dict[str, tuple[list[Outcome], float]]) -> str:
    """`runs`: a pipeline's outcomes and its training seconds, by its name."""
    columns = [
        [*(figure(outcomes) for figure in _FIGURES.values()), f"{training:.0f}"]
        for outcomes, training in runs.values()
    ]
    names = [*_FIGURES, "training, s"]
    return table(["figure", *runs], zip(names, *columns, strict=True))


def intent_accuracy(outcomes: Sequence[Outcome], kind: str | None = None) -> float:
    return accuracy([o.labels for o in outcomes if kind in (None, o.sentence.kind)])


def taken_for_business(outcomes: Sequence[Outcome]) -> float:
    """The share of out-of-scope sentences that would start a piece of business."""
    found = [o.parse.label for o in outcomes if o.sentence.example.label == "out_of_scope"]
    return sum(label not in CONVERSATION for label in found) / len(found) if found else 0.0


def calibration_error(outcomes: Sequence[Outcome]) -> float:
    pairs = [(o.parse.confidence, o.labels[0] == o.labels[1]) for o in outcomes]
    return expected_calibration_error(calibration(pairs))


def latency(outcomes: Sequence[Outcome], percentile: float) -> float:
    """Seconds for one whole parse."""
    return float(np.percentile([o.parse.seconds for o in outcomes], percentile))


def _group_f1(group: str) -> Callable[[Sequence[Outcome]], str]:
    return lambda outcomes: share(group_scores(entity_scores(o.spans for o in outcomes))[group].f1)


def _kind_accuracy(kind: str | None) -> Callable[[Sequence[Outcome]], str]:
    return lambda outcomes: share(intent_accuracy(outcomes, kind))


_FIGURES: dict[str, Callable[[Sequence[Outcome]], str]] = {
    **{f"intent accuracy, {kind}, %": _kind_accuracy(kind) for kind in KINDS},
    "intent accuracy, all, %": _kind_accuracy(None),
    "out of scope taken for business, %": lambda outcomes: share(taken_for_business(outcomes)),
    **{f"entity F1, {group}, %": _group_f1(group) for group in GROUPS},
    "calibration error (ECE), %": lambda outcomes: share(calibration_error(outcomes)),
    "one parse, p50, ms": lambda outcomes: milliseconds(latency(outcomes, 50)),
    "one parse, p95, ms": lambda outcomes: milliseconds(latency(outcomes, 95)),
}
