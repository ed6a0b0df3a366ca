"""Measures understanding: `python -m bot.evaluation` writes docs/evaluation.md."""

import argparse
import random
from pathlib import Path

from threadpoolctl import threadpool_limits

from bot.evaluation import crossed, report
from bot.evaluation.parse import Outcome, outcomes
from bot.evaluation.picture import draw_confusion
from bot.evaluation.sentences import DATA, ROOT, Sentence, read_sentences
from bot.evaluation.summary import comparison
from bot.evaluation.understanding import surface_weight, trained
from bot.nlu.encoder import MODEL_FILE
from bot.nlu.examples import Example, read_examples

NOTES = """\
Written by `make evaluate`. {training} training messages; {sentences} development sentences, none of
which stands in the training data or differs from a line of it only by its values.
Everyday: private customers. Boundary: merchants and near-boundary cases. Chat: as in real
customer-service chats. An entity counts as right when its span, kind and role all are.
Our parse is timed on one thread, {encoder}."""


def main() -> None:
    options = _options()
    examples, sentences = read_examples(DATA), read_sentences()
    if options.limit:
        examples = random.Random(1).sample(examples, options.limit)
    ours, seconds = _measure(examples, sentences)
    notes = NOTES.format(
        training=len(examples),
        sentences=len(sentences),
        encoder="with the encoder" if MODEL_FILE.exists() else "without an encoder",
    )
    sections = {
        "Figures": comparison({"Yida": (ours, seconds)}),
        "Commonest confusions": report.commonest_confusions(ours)
        + "\n\n![Confusion matrix](images/confusion.png)",
        "Confidence": report.confidence(ours),
        "Entities": report.entities(o.spans for o in ours),
        "Entities, cross-validated": crossed.entities(examples),
        "Intents": report.intents(ours),
        "Intents, cross-validated": crossed.intents(examples, surface_weight()),
    }
    page = [f"# How well customers are understood\n\n{notes}"]
    page += [f"## {title}\n\n{body}" for title, body in sections.items()]
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "evaluation.md").write_text("\n\n".join(page) + "\n", "utf-8")
    draw_confusion([o.labels for o in ours], options.out / "images" / "confusion.png")
    print(sections["Figures"])  # noqa: T201


def _measure(examples: list[Example], sentences: list[Sentence]) -> tuple[list[Outcome], float]:
    with trained(examples) as model, threadpool_limits(1):
        return outcomes(model, sentences), model.training_seconds


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=int, help="only so many training examples, to try the way")
    parser.add_argument("--out", type=Path, default=ROOT / "docs")
    return parser.parse_args()


if __name__ == "__main__":
    main()
