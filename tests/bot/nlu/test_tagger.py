"""The tagger and what it stands on, without the encoder."""

from pathlib import Path

import pytest

from bot.nlu.entities import spans_of
from bot.nlu.lines import read_line
from bot.nlu.spans import Span
from bot.nlu.tagger import Tagger, train
from bot.nlu.text import normalize

GOODS = ("苹果", "茶叶", "手机", "被子", "书", "花瓶", "鞋", "药", "相机", "键盘")


def learned(target: Path) -> bytes:
    """That what is sent is an item, and that 一块 of it is no money."""
    sent = [(f"我寄{goods}", [Span("item", None, 2, 2 + len(goods))]) for goods in GOODS]
    pieces = [(f"碎了一块{goods}", [Span("item", None, 4, 4 + len(goods))]) for goods in GOODS]
    paid = [(f"退我{n}块", [Span("amount", None, 2, 3 + len(n))]) for n in "二三四五六七八九"]
    messages = [(normalize(text), spans) for text, spans in [*sent, *pieces, *paid] * 3]
    train(target, messages, [None] * len(messages))
    return target.read_bytes()


@pytest.fixture(scope="module")
def tagger(tmp_path_factory: pytest.TempPathFactory) -> Tagger:
    return Tagger(learned(tmp_path_factory.mktemp("tagger") / "tagger.crf"), None)


def found(tagger: Tagger, text: str) -> list[tuple[str, str]]:
    normal = normalize(text)
    return [(s.entity, normal.text[s.start : s.end]) for s in spans_of(tagger, normal)]


def test_goods_that_were_never_seen_are_found_by_their_place(tagger: Tagger) -> None:
    assert found(tagger, "我寄围巾") == [("item", "围巾")]


def test_a_shape_is_taken_or_left_by_what_stands_around_it(tagger: Tagger) -> None:
    assert found(tagger, "退我十块") == [("amount", "十块")]
    assert found(tagger, "碎了一块瓷砖") == [("item", "瓷砖")]


def test_numbers_are_found_by_shape_and_stay_whole(tagger: Tagger) -> None:
    assert found(tagger, "退我SF1234567890123") == [("waybill_no", "sf1234567890123")]


def test_the_same_examples_give_the_same_model(tmp_path: Path) -> None:
    assert learned(tmp_path / "first.crf") == learned(tmp_path / "second.crf")


@pytest.mark.parametrize("text", ["", " ", "😡", "\u200b"])
def test_a_message_without_words_has_no_entities(tagger: Tagger, text: str) -> None:
    assert found(tagger, text) == []


def test_tags_mark_the_spans_that_they_were_made_from() -> None:
    line = read_line(normalize("13800001234张伟从杭州到北京"))
    spans = [
        Span("person", None, 11, 13),
        Span("city", "from", 14, 16),
        Span("city", "to", 17, 19),
    ]
    assert line.symbols[0] == "<phone>"
    assert line.spans(line.tags(spans)) == spans


def test_neighbours_of_one_kind_stay_two() -> None:
    line = read_line(normalize("苹果梨"))
    spans = [Span("item", None, 0, 2), Span("item", None, 2, 3)]
    assert line.spans(line.tags(spans)) == spans
