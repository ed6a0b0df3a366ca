"""Reads the topic files at once: a second instead of Rasa's twenty-five for the same data.

Rasa's reader merges file by file and compares all messages with each other at every step.
"""

from functools import lru_cache
from pathlib import Path

from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.examples import Example, content_of, read_files


class TopicImporter(RasaFileImporter):
    """Rasa's own importer but for the messages; rules and domain are read as ever."""

    def get_nlu_data(self, language: str | None = "zh") -> TrainingData:
        files = tuple(Path(path) for path in sorted(self._nlu_files))
        return _read(files, tuple(path.stat().st_mtime_ns for path in files))


@lru_cache(maxsize=1)
def _read(files: tuple[Path, ...], _changed: tuple[int, ...]) -> TrainingData:
    return TrainingData(
        [message_of(example) for example in read_files(files)], responses=_responses(files)
    )


def _responses(files: tuple[Path, ...]) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for path in files:
        found |= content_of(path).get("responses") or {}
    return found


def message_of(example: Example) -> Message:
    entities = [
        {
            "start": span.start,
            "end": span.end,
            "value": example.text[span.start : span.end],
            "entity": span.entity,
            **({"role": span.role} if span.role else {}),
        }
        for span in example.entities
    ]
    return Message.build(example.text, example.label, entities)
