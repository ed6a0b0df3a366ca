"""The report's words on cross-validation."""

import numpy as np

from bot.evaluation import report
from bot.evaluation.folds import FOLDS, cross_tag, cross_validate
from bot.evaluation.markdown import share, table
from bot.nlu.examples import Example
from bot.nlu.heads import Array

HONEST = "The surface head's figure is honest: no fold has seen what it is asked."
OPTIMISTIC = (
    "The meaning head's, and with it the sum's, is **optimistic**: the folds train the head anew, "
    "but the encoder below it was fine-tuned on all of these messages. The development set is new "
    "to both, but may lie nearer to the training messages than these do to one another: where the "
    "surface head does better on it than here, its figures are optimistic too."
)
TAGGER = (
    "The tagger is trained anew in each fold; one of its many hints, the encoder's own tags, has "
    "seen these messages."
)


def intents(examples: list[Example], surface_weight: float) -> str:
    scores = cross_validate(examples)
    gold = np.array([scores.labels.index(example.label) for example in examples])

    def right(log_probabilities: Array) -> str:
        return share(float((log_probabilities.argmax(axis=1) == gold).mean()))

    rows = [["surface alone", right(scores.surface)]]
    if scores.meaning is not None:
        rows.append(["meaning alone", right(scores.meaning)])
        rows.append([f"meaning + {surface_weight} × surface", right(scores.fused(surface_weight))])
    words = HONEST if scores.meaning is None else f"{HONEST} {OPTIMISTIC}"
    head = f"{FOLDS} folds over {len(examples)} training messages. {words}"
    return f"{head}\n\n{table(['head', 'accuracy, %'], rows)}"


def entities(examples: list[Example]) -> str:
    return f"{FOLDS} folds over the training messages. {TAGGER}\n\n" + report.entities(
        cross_tag(examples)
    )
