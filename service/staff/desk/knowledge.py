"""The knowledge texts, and which of them fit what a customer said.

They are the FAQ files that the engine is trained on, read as they are: text, and example questions.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

MARKED = re.compile(r"\[([^\]]+)\](?:\([^)]*\)|\{[^}]*\})")
ENOUGH = 0.2
"""Likeness from which on a text is worth showing."""
UNDERSTOOD = 0.5
"""What it counts that the engine understood just this question."""

Grams = frozenset[str]


@dataclass(frozen=True)
class Text:
    """`key` is the intent, as `faq/insurance`; `title` the first example question."""

    key: str
    title: str
    text: str
    examples: tuple[Grams, ...]


class Knowledge:
    def __init__(self, texts: Sequence[Text]) -> None:
        self.texts = tuple(texts)
        spread = Counter(gram for text in texts for gram in frozenset().union(*text.examples))
        self._rarest = math.log(1 + len(texts))
        # What many texts ask with tells little: "how much", "can I send".
        self._weight = {gram: math.log(1 + len(texts) / count) for gram, count in spread.items()}

    def suggest(self, said: Sequence[str], intents: Sequence[str], limit: int = 3) -> list[Text]:
        """The best first. `intents`: what was understood of the same messages."""
        heard = [_grams(sentence) for sentence in said]
        scored = [
            (UNDERSTOOD * (text.key in intents) + self._fit(text, heard), text)
            for text in self.texts
        ]
        best = sorted(scored, key=lambda pair: -pair[0])
        return [text for score, text in best if score >= ENOUGH][:limit]

    def _fit(self, text: Text, heard: Sequence[Grams]) -> float:
        """From 0 to 1: how much the nearest example and a sentence have in common."""
        alike = (self._alike(said, example) for said in heard for example in text.examples)
        return max(alike, default=0.0)

    def _alike(self, one: Grams, other: Grams) -> float:
        total = self._weigh(one) + self._weigh(other)
        return 2 * self._weigh(one & other) / total if total else 0.0

    def _weigh(self, grams: Grams) -> float:
        return sum(self._weight.get(gram, self._rarest) for gram in grams)


@lru_cache(maxsize=4)
def knowledge(folder: Path) -> Knowledge:
    """Every text of the folder; none when it is not there."""
    paths = sorted(folder.glob("*.yml"))
    return Knowledge([text for path in paths for text in _texts(path.read_text("utf-8"))])


def _texts(content: str) -> list[Text]:
    topic = yaml.safe_load(content)
    replies = topic.get("responses", {})
    found = []
    for meaning in topic.get("nlu", ()):
        key = meaning.get("intent", "")
        reply = replies.get(f"utter_{key}")
        if not reply:
            continue
        lines = meaning["examples"].splitlines()
        examples = [MARKED.sub(r"\1", line.strip().removeprefix("- ")) for line in lines]
        text = str(reply[0].get("text", ""))
        found.append(Text(key, examples[0], text, tuple(_grams(each) for each in examples)))
    return found


def _grams(sentence: str) -> Grams:
    """Chinese characters and all pairs: Chinese has no spaces to cut words at."""
    bare = re.sub(r"\W+", "", sentence.lower())
    single = (char for char in bare if not char.isascii())
    return frozenset([*single, *(bare[i : i + 2] for i in range(len(bare) - 1))])
