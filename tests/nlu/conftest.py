"""The sentences are asked of one model, trained once a session, in the bot's environment."""

import importlib.util
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from bot.evaluation.parse import Parse

collect_ignore_glob = [] if importlib.util.find_spec("rasa") else ["test_*.py"]


@pytest.fixture(scope="session")
def parse() -> "Iterator[Callable[[str], Parse]]":
    from bot.evaluation.sentences import DATA
    from bot.evaluation.understanding import trained
    from bot.nlu.examples import read_examples

    with trained(read_examples(DATA)) as model:
        yield lru_cache(maxsize=None)(model.parse)
