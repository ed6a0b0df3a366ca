from pathlib import Path

import pytest
import yaml

from backend.rules import check, table


def test_the_data_files_are_all_in_order() -> None:
    assert check.problems() == []


def test_every_problem_is_reported_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rules = yaml.safe_load((table.BACKEND / "access/rules.yml").read_text("utf-8"))
    rules["guesses"]["per_asker"] = 0
    rules["powers"]["stranger"] = ["view"]
    rules["misspelt"] = 1
    (tmp_path / "access").mkdir()
    (tmp_path / "access/rules.yml").write_text(yaml.safe_dump(rules), "utf-8")
    monkeypatch.setattr(table, "BACKEND", tmp_path)
    lines = [line for line in check.problems() if line.startswith("backend/access/rules.yml")]
    assert len(lines) == 3
    assert any("guesses.per_asker" in line for line in lines)
    missing = [line for line in check.problems() if line.startswith("backend/customers/tiers.yml")]
    assert len(missing) == 1
