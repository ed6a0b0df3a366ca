"""What every intent is called, for staff and by the assistant: as the engine's topic files say.

A rule in `data/nlu/` is named after what its intent stands for; an FAQ has its title beside the
examples, for all of them share one rule.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from backend.rules.table import BACKEND

TOPICS = BACKEND.parent / "data" / "nlu"
FAQ = "faq/"


@cache
def titles() -> dict[str, str]:
    """By intent, FAQ by their full names (`faq/invoice`) and `faq` for all of them."""
    return {intent: title for path in _files() for intent, title in _titles(path) if title}


def problems() -> list[str]:
    """A line for each FAQ without title or answer, and each name that two intents share."""
    lines: list[str] = []
    named: dict[str, str] = {}
    for path in _files():
        name = path.relative_to(TOPICS.parents[1])
        answers = _content(path).get("responses") or {}
        for intent, title in _titles(path):
            if not title:
                lines.append(f"{name}: {intent}: no title")
            elif named.setdefault(title, intent) != intent:
                lines.append(f"{name}: {intent}: called {title}, as {named[title]} is")
            if intent.startswith(FAQ) and f"utter_{intent}" not in answers:
                lines.append(f"{name}: {intent}: no answer utter_{intent}")
    return lines


def _titles(path: Path) -> Iterator[tuple[str, str]]:
    content = _content(path)
    for rule in content.get("rules") or ():
        for step in rule["steps"]:
            if "intent" in step:
                yield step["intent"], rule["rule"]
    for block in content.get("nlu") or ():
        if block["intent"].startswith(FAQ):
            yield block["intent"], (block.get("metadata") or {}).get("title") or ""


def _files() -> list[Path]:
    return sorted(TOPICS.rglob("*.yml"))


def _content(path: Path) -> dict[str, Any]:
    return yaml.load(path.read_text("utf-8"), yaml.CSafeLoader) or {}
