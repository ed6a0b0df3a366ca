"""The lexicon's tables as the readers of values need them, each read once."""

import csv
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import yaml

from bot.nlu.numbers import LEXICON


@lru_cache(maxsize=8)
def table(name: str) -> Any:
    """The content of a YAML file of the lexicon."""
    return yaml.safe_load((LEXICON / f"{name}.yml").read_text("utf-8"))


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a CSV file of the lexicon, comments left out."""
    lines = (LEXICON / f"{name}.csv").read_text("utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def any_of(words: Iterable[str]) -> str:
    """A pattern that matches the longest of the words."""
    return "(?:" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + ")"
