"""Sentences not understood yet. `python -m bot.evaluation.misses --write` lists them anew."""

import argparse
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.evaluation.parse import Parse, Parser
from bot.evaluation.sentences import DATA, KNOWN_MISSES, SENTENCES, Sentence, read_sentences
from bot.evaluation.understanding import trained
from bot.nlu.examples import read_examples

CLOSE_CALL = 0.05
"""An intent that leads by less may lose on another processor, whose int8 sums round differently."""


@dataclass(frozen=True)
class KnownMisses:
    """Texts whose intent, or whose entities, are known to come out wrong."""

    intent: frozenset[str] = frozenset()
    entities: frozenset[str] = frozenset()


def read_misses(folder: Path = SENTENCES) -> KnownMisses:
    path = folder / KNOWN_MISSES
    content = (yaml.safe_load(path.read_text("utf-8")) if path.exists() else None) or {}
    return KnownMisses(
        frozenset(content.get("intent") or ()), frozenset(content.get("entities") or ())
    )


def intent_is_right(sentence: Sentence, parse: Parse) -> bool:
    return parse.label == sentence.example.label


def entities_are_right(sentence: Sentence, parse: Parse) -> bool:
    return parse.entities == frozenset(sentence.example.entities)


def is_close_call(sentence: Sentence, parse: Parse) -> bool:
    """Whether the right intent is one of two that are almost alike."""
    rivals = [label for label, _ in parse.ranking[:2]]
    return parse.margin < CLOSE_CALL and sentence.example.label in rivals


def find_misses(sentences: Iterable[Sentence], model: Parser) -> dict[str, list[str]]:
    misses: dict[str, list[str]] = {"intent": [], "entities": []}
    for sentence in sentences:
        parse = model.parse(sentence.example.text)
        if not intent_is_right(sentence, parse):
            misses["intent"].append(sentence.example.text)
        if not entities_are_right(sentence, parse):
            misses["entities"].append(sentence.example.text)
    return misses


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"into tests/nlu/{KNOWN_MISSES}")
    options = parser.parse_args()
    with trained(read_examples(DATA)) as model:
        misses = find_misses(read_sentences(), model)
    text = yaml.safe_dump(misses, allow_unicode=True, sort_keys=False, width=10_000)
    if options.write:
        (SENTENCES / KNOWN_MISSES).write_text(text, "utf-8")
    else:
        print(text)  # noqa: T201


if __name__ == "__main__":
    main()
