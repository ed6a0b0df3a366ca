"""What the answers to common questions say in figures is what the rules do."""

import shutil
from pathlib import Path

import pytest

from backend.reviews import topics
from backend.terms import answers
from backend.terms.rules import TERMS


def test_every_answer_gives_the_figures_of_the_rules() -> None:
    assert answers.problems() == []


@pytest.mark.parametrize(
    ("faq", "said", "instead"),
    [
        ("insurance", "10000元收50元", "10000元收60元"),
        ("business_hours", "周末和节假日9:00", "周末和节假日8:00"),
        ("after_sales", "上门费50元", "上门费80元"),
        ("storage_fee", "每12小时0.5元", "每12小时1元"),
        ("expedite_service", "比标快高3–8元", "比标快高3–5元"),
    ],
)
def test_a_text_that_says_otherwise_is_reported(
    faq: str, said: str, instead: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "data" / "nlu"
    shutil.copytree(topics.TOPICS, copy)
    path = copy / "faq" / f"{faq}.yml"
    text = path.read_text("utf-8")
    assert said in text
    path.write_text(text.replace(said, instead), "utf-8")
    monkeypatch.setattr(topics, "TOPICS", copy)
    (line,) = answers.problems()
    assert line.startswith(f"data/nlu/faq/{faq}.yml")


@pytest.mark.parametrize(
    ("declared_fen", "fee_fen"),
    [(1, 100), (50_000, 100), (50_001, 200), (100_000, 200), (300_000, 1_500)],
)
def test_insurance_costs_by_bracket_and_above_them_by_share(
    declared_fen: int, fee_fen: int
) -> None:
    assert TERMS.data.insurance.fee_fen(declared_fen) == fee_fen
