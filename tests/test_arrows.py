"""Imports point one way: backend knows nothing of ours, and the three processes not each other."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PARTS = {"actions", "backend", "bot", "cli", "service"}
MAY_IMPORT = {
    "backend": set(),
    "actions": {"backend"},
    "service": {"backend"},
    "bot": set(),
    "cli": {"backend", "service"},
}


def imported(file: Path) -> set[str]:
    """The top-level packages that a file imports."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


def files(part: str) -> list[Path]:
    return [path for path in (ROOT / part).rglob("*.py") if ".venv" not in path.parts]


@pytest.mark.parametrize("part", sorted(PARTS))
def test_a_part_imports_only_what_it_may(part: str) -> None:
    wrong = {
        str(file.relative_to(ROOT)): others
        for file in files(part)
        if (others := (imported(file) & PARTS) - MAY_IMPORT[part] - {part})
    }
    assert wrong == {}


def test_only_the_backend_speaks_sql() -> None:
    """The engine's tracker store is its own small database, apart from the business."""
    allowed = {ROOT / "bot" / "tracker_store.py"}
    wrong = [
        str(file.relative_to(ROOT))
        for part in sorted(PARTS - {"backend"})
        for file in files(part)
        if file not in allowed and "select(" in file.read_text("utf-8")
    ]
    assert wrong == []
