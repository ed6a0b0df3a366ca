"""What staff may label is what the engine knows, and what is written is what was marked."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from backend.errors import InvalidInput
from backend.reviews.examples import fit, marked
from backend.reviews.labels import LABELS, NO_LABELS, check, intents
from backend.reviews.models import Span
from backend.reviews.topics import FAQ

ROOT = Path(__file__).parents[3]


def loaded(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


def test_every_intent_of_the_domain_has_a_name_and_no_other() -> None:
    known = set(loaded(ROOT / "domain.yml")["intents"]) - NO_LABELS
    assert {intent for intent in intents() if not intent.startswith(FAQ)} == known


def test_an_faq_is_named_by_its_own_file() -> None:
    files = {f"faq/{path.stem}" for path in (ROOT / "data/nlu/faq").glob("*.yml")}
    assert {intent for intent in intents() if intent.startswith(FAQ)} == files
    assert intents()["faq/insurance"] == "常见问题·保价"


def test_the_entities_are_those_of_the_domain_with_their_roles() -> None:
    known: dict[str, tuple[str, ...]] = {}
    for entity in loaded(ROOT / "domain.yml")["entities"]:
        known |= (
            {entity: ()}
            if isinstance(entity, str)
            else {name: tuple(more["roles"]) for name, more in entity.items()}
        )
    assert {name: row.roles for name, row in LABELS.data.entities.items()} == known


TEXT = "从上海寄到北京要几天"
CITY = Span(start=1, end=3, entity="city", role="from")


@pytest.mark.parametrize(
    "spans",
    [
        [Span(start=1, end=1, entity="city")],
        [Span(start=3, end=1, entity="city")],
        [Span(start=8, end=11, entity="city")],
        [CITY, Span(start=2, end=4, entity="item")],
        [Span(start=1, end=3, entity="planet")],
        [Span(start=1, end=3, entity="item", role="from")],
        [Span(start=1, end=3, entity="city", role="via")],
    ],
)
def test_a_span_that_does_not_fit_is_refused(spans: list[Span]) -> None:
    with pytest.raises(InvalidInput):
        check(TEXT, "ask_transit_time", spans)


def test_a_span_does_not_begin_with_a_blank() -> None:
    with pytest.raises(InvalidInput):
        check("寄 上海", "ask_price", [Span(start=1, end=4, entity="city")])


@pytest.mark.parametrize("intent", ["faq", "nlu_fallback", "", "x"])
def test_an_intent_that_is_not_known_is_refused(intent: str) -> None:
    with pytest.raises(InvalidInput):
        check(TEXT, intent, [])


def test_spans_are_written_in_the_engines_markup() -> None:
    spans = check(TEXT, "ask_transit_time", [Span(start=5, end=7, entity="city"), CITY])
    line = marked(TEXT, spans)
    assert line == '从[上海]{"entity": "city", "role": "from"}寄到[北京](city)要几天'


@pytest.mark.parametrize(
    "text", ["a\nb", "[假的](city)", "a\u2028b", "\x85x", "\ufeffx", "- x: {y}", "#", "/greet{}"]
)
def test_whatever_was_typed_stays_one_line_of_yaml_and_no_markup(text: str) -> None:
    line = marked(fit(text, [], "m1"), [])
    block = f"examples: |\n  - {line}\n"
    assert len(line) == len(text)
    assert yaml.safe_load(block)["examples"].splitlines() == [f"- {line}".rstrip()]
    assert re.search(r"\[[^\]]+\][({]", line) is None


def test_nobodys_number_becomes_an_example() -> None:
    text = "SF1234567890123到哪了，我电话13800001234，尾号1234"
    spans = [
        Span(start=0, end=15, entity="waybill_no"),
        Span(start=34, end=38, entity="phone_tail"),
    ]
    line = fit(text, spans, "m1")
    assert len(line) == len(text)
    for number in ("1234567890123", "00001234", "尾号1234"):
        assert number not in line
    assert re.fullmatch(r"SF\d{13}到哪了，我电话138\d{8}，尾号\d{4}", line)
    assert line == fit(text, spans, "m1")


def test_json_of_a_role_is_valid() -> None:
    line = marked("上海", [Span(start=0, end=2, entity="city", role="to")])
    assert json.loads(line[line.index("{") :]) == {"entity": "city", "role": "to"}
