from collections import Counter

import pytest

from bot.evaluation.apart import repeated
from bot.evaluation.sentences import (
    DATA,
    KINDS,
    KNOWN_MISSES,
    SENTENCES,
    read_sentences,
    topic_files,
)
from bot.nlu.examples import parse, read_examples

MINIMUM = 600


def test_no_sentence_stands_in_the_training_data_nor_differs_from_it_only_by_values() -> None:
    sentences = [sentence.example for sentence in read_sentences()]
    known = repeated(sentences, read_examples(DATA))
    assert [(example.label, example.text) for example in known] == []


@pytest.mark.parametrize(
    ("sentence", "known"),
    [
        ("到哪了", "到哪了？？😡"),
        ("[SF1234567890123](waybill_no)到哪了", "[78941203377615](waybill_no) 到哪了"),
        ("寄[3公斤](weight)多少錢", "寄[五斤](weight)多少钱"),
        ("都3天了还没到", "都五天了，还没到"),
    ],
)
def test_a_change_of_values_or_punctuation_is_a_repetition(sentence: str, known: str) -> None:
    assert repeated([parse(sentence, "any")], [parse(known, "any")])


def test_another_wording_is_no_repetition() -> None:
    assert not repeated([parse("到哪里了", "any")], [parse("到哪了", "any")])


def test_every_intent_has_its_sentences_in_the_file_of_its_topic() -> None:
    expected = topic_files()
    found = {
        label: path.relative_to(SENTENCES)
        for path in SENTENCES.rglob("*.yml")
        if path.name != KNOWN_MISSES
        for label in _labels(path.read_text("utf-8"))
    }
    assert found == expected


def test_the_sentences_are_many_of_known_kinds_and_each_stands_once() -> None:
    sentences = read_sentences()
    assert len(sentences) >= MINIMUM
    assert {sentence.kind for sentence in sentences} == set(KINDS)
    texts = Counter(sentence.example.text for sentence in sentences)
    assert [text for text, number in texts.items() if number > 1] == []


def _labels(content: str) -> list[str]:
    return [line[:-1] for line in content.splitlines() if line[:1].strip() and line[-1] == ":"]
