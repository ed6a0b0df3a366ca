import pytest

from bot.evaluation.sentences import DATA
from bot.nlu.examples import read_examples
from bot.nlu.spelling import respelt
from bot.nlu.text import normalize


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("快第到哪了", "快递到哪了"),
        ("给我派松", "给我派送"),
        ("神么时候到", "什么时候到"),
        ("我要头诉那个快第圆", "我要投诉那个快递员"),
        ("转人公", "转人工"),
    ],
)
def test_a_common_word_typed_by_its_sound_is_put_right(typed: str, meant: str) -> None:
    assert respelt(typed) == meant


@pytest.mark.parametrize("text", ["尽快第二天送", "工单好几天没动静", "算了不寄了", "快点送来"])
def test_what_only_sounds_like_a_word_stays(text: str) -> None:
    assert respelt(text) == text


def test_the_characters_stay_in_their_places() -> None:
    text = normalize("亲，我的快第 SF1234567890123")
    assert text.text == "亲,我的快递 sf1234567890123"
    assert text.span(5, 7) == (5, 7)


def test_hardly_a_message_without_a_slip_is_changed() -> None:
    texts = [example.text for example in read_examples(DATA)]
    changed = [text for text in texts if respelt(text) != text]
    assert len(changed) < len(texts) / 100
