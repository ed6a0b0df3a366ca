"""Commands to the service: pressed as a choice, or said."""

import unicodedata
from enum import StrEnum
from functools import cache
from pathlib import Path

import yaml
from pydantic import TypeAdapter

PREFIX = "service:"
"""Marks the payloads that are ours; the engine's begin with a slash."""


class Command(StrEnum):
    LEAVE_QUEUE = "leave_queue"
    LEAVE_MESSAGE = "leave_message"
    NO_MESSAGE = "no_message"

    @property
    def payload(self) -> str:
        return PREFIX + self.value


_Phrases = TypeAdapter(dict[Command, frozenset[str]])


@cache
def phrases() -> dict[Command, frozenset[str]]:
    path = Path(__file__).with_name("phrases.yml")
    return _Phrases.validate_python(yaml.safe_load(path.read_text("utf-8")))


def pressed(payload: str | None) -> Command | None:
    """The command that a choice stands for; None for one of the engine's."""
    if payload is None or not payload.startswith(PREFIX):
        return None
    return Command(payload.removeprefix(PREFIX))


def said(text: str, command: Command) -> bool:
    bare = "".join(char for char in text if unicodedata.category(char)[0] not in "PZS")
    return bare in phrases()[command]
