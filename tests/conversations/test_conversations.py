"""Every file in the folders beside is a conversation that has to go as written."""

from pathlib import Path

import pytest
from house import House
from script import read
from talk import Talk, name_of

pytestmark = pytest.mark.stack

FILES = sorted(Path(__file__).parent.glob("*/*.yml"))


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_conversation(house: House, path: Path, transcripts: dict[str, list[str]]) -> None:
    talk = Talk(house, read(path))
    problems = talk.run()
    transcripts[name_of(path)] = talk.lines
    assert not problems, "\n".join([*problems, "", *talk.lines])
