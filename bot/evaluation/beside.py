"""Ours and Rasa's stock Chinese pipeline, trained on the same messages: docs/evaluation-stock.md.

`python -m bot.evaluation.beside [--examples N] [--epochs N]`. DIET takes minutes of CPU for each
round through all the messages, so a sample of them serves unless more is asked for.
"""

import argparse
import random

from threadpoolctl import threadpool_limits

from bot.evaluation.parse import Outcome, Parser, outcomes
from bot.evaluation.sentences import DATA, ROOT, Sentence, read_sentences
from bot.evaluation.stock import trained_stock
from bot.evaluation.summary import comparison
from bot.evaluation.understanding import trained
from bot.nlu.examples import read_examples

PAGE = ROOT / "docs" / "evaluation-stock.md"
TEXT = """\
# Beside the stock Chinese pipeline

Written by `make evaluate-stock`, in one run on one machine. Both learn from the same {examples}
messages, drawn at random from the {all} of the training data, and are asked the same {sentences}
development sentences, none of which is among them. Stock: `JiebaTokenizer`, the two
`CountVectorsFeaturizer` and `DIETClassifier` of `rasa init`, {epochs} epochs. Ours uses the shipped
encoder, which was fine-tuned on the training data as a whole.

"""


def main() -> None:
    options = _options()
    everything, sentences = read_examples(DATA), read_sentences()
    examples = random.Random(1).sample(everything, min(options.examples, len(everything)))
    with trained(examples) as ours, threadpool_limits(1):
        runs = {"Yida": _asked(ours, sentences)}
    with trained_stock(examples, options.epochs) as stock:
        runs["stock"] = _asked(stock, sentences)
    counts = {"examples": len(examples), "all": len(everything), "sentences": len(sentences)}
    page = TEXT.format(**counts, epochs=options.epochs) + comparison(runs) + "\n"
    PAGE.write_text(page, "utf-8")
    print(page)  # noqa: T201


def _asked(model: Parser, sentences: list[Sentence]) -> tuple[list[Outcome], float]:
    return outcomes(model, sentences), model.training_seconds


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=3000)
    parser.add_argument("--epochs", type=int, default=30)
    return parser.parse_args()


if __name__ == "__main__":
    main()
