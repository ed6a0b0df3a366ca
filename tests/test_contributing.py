"""What CONTRIBUTING.md tells to add is all that has to be added."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"^`(?P<path>[^`]+)`:.*?^```\w+\n(?P<text>.*?)^```", re.MULTILINE | re.DOTALL)
KNOWS = """
import json
from actions.names import name_of
from actions.tasks import tasks
from backend.reviews.labels import intents
from backend.rules.check import problems

print(json.dumps({
    "problems": problems(),
    "labels": intents(),
    "tasks": {name: name_of(name) for name in tasks()},
}))
"""


def told(heading: str) -> dict[str, str]:
    """The files of a section, by their paths."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    section = text.split(f"## {heading}", 1)[1].split("\n## ", 1)[0]
    return {found["path"]: found["text"] for found in BLOCK.finditer(section)}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for folder in ("actions", "backend", "data"):
        skipped = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=skipped)
    shutil.copy(ROOT / "domain.yml", tmp_path)
    return tmp_path


def known(tree: Path, files: dict[str, str]) -> dict[str, dict[str, str]]:
    """What the house of `tree` knows once it has the files."""
    for path, text in files.items():
        (tree / path).parent.mkdir(parents=True, exist_ok=True)
        (tree / path).write_text(text, "utf-8")
    ran = subprocess.run(
        [sys.executable, "-c", KNOWS],
        check=False,
        cwd=tree,
        env={"PYTHONPATH": str(tree)},
        capture_output=True,
    )
    assert ran.returncode == 0, ran.stderr.decode()
    answer: dict[str, dict[str, str]] = json.loads(ran.stdout)
    return answer


def test_an_faq_is_two_files(copy: Path) -> None:
    files = told("Add an FAQ")
    assert len(files) == 2
    after = known(copy, files)
    assert after["problems"] == []
    assert after["labels"]["faq/night_delivery"] == "常见问题·夜间派送"


def test_a_task_is_five_files(copy: Path) -> None:
    files = told("Add a task")
    assert len(files) == 4  # and a line of the domain
    after = known(copy, files)
    assert after["problems"] == []
    assert after["tasks"]["count_parcels"] == after["labels"]["count_parcels"] == "查有几个包裹"


def test_an_faq_without_title_or_answer_is_reported(copy: Path) -> None:
    text = (
        'version: "3.1"\nnlu:\n  - intent: faq/night_delivery\n    examples: |\n      - 晚上送吗\n'
    )
    assert known(copy, {"data/nlu/faq/night_delivery.yml": text})["problems"] == [
        "data/nlu/faq/night_delivery.yml: faq/night_delivery: no title",
        "data/nlu/faq/night_delivery.yml: faq/night_delivery: no answer utter_faq/night_delivery",
    ]
