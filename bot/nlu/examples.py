"""The annotated messages of the topic files, read without training anything."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

_MARKUP = re.compile(r"\[(?P<value>[^\]]+)\](?:\((?P<name>[^)]+)\)|(?P<json>\{[^}]+\}))")


@dataclass(frozen=True)
class EntitySpan:
    start: int
    end: int
    entity: str
    role: str | None = None

    @property
    def tag(self) -> str:
        return f"{self.entity}.{self.role}" if self.role else self.entity


@dataclass(frozen=True)
class Example:
    """A message with its full intent name (`faq/invoice`, not `faq`)."""

    text: str
    label: str
    entities: tuple[EntitySpan, ...]


def parse(marked: str, label: str) -> Example:
    """`[上海](city)发` → the text 上海发 and its spans."""
    text, at, entities = "", 0, []
    for match in _MARKUP.finditer(marked):
        text += marked[at : match.start()]
        attributes = json.loads(match["json"]) if match["json"] else {"entity": match["name"]}
        start = len(text)
        text += match["value"]
        entities.append(EntitySpan(start, len(text), attributes["entity"], attributes.get("role")))
        at = match.end()
    return Example(text + marked[at:], label, tuple(entities))


def read_examples(folder: Path) -> list[Example]:
    """Every example below the folder, in the order of the files' names."""
    return read_files(sorted(folder.rglob("*.yml")))


def read_files(paths: Iterable[Path]) -> list[Example]:
    return [example for path in paths for example in _of_file(path)]


def content_of(path: Path) -> dict[str, Any]:
    """A topic file's parsed YAML: `nlu`, `responses`, `rules`, as far as it has them."""
    content = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return content or {}


def _of_file(path: Path) -> Iterator[Example]:
    for block in content_of(path).get("nlu", []):
        for line in (block.get("examples") or "").splitlines():
            if line.startswith("- "):
                yield parse(line[2:].strip(), block["intent"])
