"""The development set: annotated sentences apart from the training data, by topic and kind."""

import re
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.nlu.examples import Example, parse

ROOT = Path(__file__).parents[2]
DATA = ROOT / "data" / "nlu"
SENTENCES = ROOT / "tests" / "nlu"
KNOWN_MISSES = "known_misses.yml"
KINDS = ("everyday", "boundary", "chat")

_INTENT = re.compile(r"^\s*- intent:\s*(\S+)\s*\n(?:\s*metadata:.*\n)?\s*examples:", re.MULTILINE)


@dataclass(frozen=True)
class Sentence:
    """`kind`: everyday customers, merchants and near-boundary cases, or real chats."""

    kind: str
    example: Example


def read_sentences(folder: Path = SENTENCES) -> list[Sentence]:
    """Every sentence below the folder, in the order of the files' names."""
    return [
        Sentence(kind, parse(line, label))
        for path in sorted(folder.rglob("*.yml"))
        if path.name != KNOWN_MISSES
        for label, kinds in yaml.safe_load(path.read_text("utf-8")).items()
        for kind, lines in kinds.items()
        for line in lines
    ]


def topic_files(folder: Path = DATA) -> dict[str, Path]:
    """Each intent's topic file, relative to the folder."""
    return {
        label: path.relative_to(folder)
        for path in sorted(folder.rglob("*.yml"))
        for label in _INTENT.findall(path.read_text("utf-8"))
    }
