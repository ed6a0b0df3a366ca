from pathlib import Path

import numpy as np
import pytest

from bot.nlu.encoder import MODEL_FILE, Array, SentenceEncoder
from bot.nlu.encodings import encode_all
from bot.nlu.pieces import Pieces
from bot.nlu.text import normalize

pytestmark = pytest.mark.skipif(not MODEL_FILE.exists(), reason="no encoder is shipped")

TEXTS = [normalize(text) for text in ("我的快递到哪了", "寄5公斤到北京", "我的快递到哪了")]


class CountingEncoder(SentenceEncoder):
    def __init__(self) -> None:
        super().__init__()
        self.runs = 0

    def run(self, pieces: Pieces) -> tuple[Array, Array]:
        self.runs += 1
        return super().run(pieces)


@pytest.fixture
def counting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CountingEncoder:
    monkeypatch.setenv("RASA_CACHE_DIRECTORY", str(tmp_path / "cache"))
    return CountingEncoder()


def test_a_text_is_encoded_once_and_then_read_from_disk(counting: CountingEncoder) -> None:
    first = encode_all(counting, TEXTS)
    assert counting.runs == 2
    again = encode_all(counting, [*TEXTS, normalize("转人工")])
    assert counting.runs == 3
    for made, kept in zip(first, again, strict=False):
        assert np.array_equal(made.vector, kept.vector)
        assert np.allclose(made.tags, kept.tags, atol=0.02)
        assert made.pieces == kept.pieces


def test_training_and_customers_get_the_same_encoding(counting: CountingEncoder) -> None:
    for text, stored in zip(TEXTS, encode_all(counting, TEXTS), strict=True):
        assert np.array_equal(stored.vector, counting.encode(text).vector)


def test_numbers_of_a_kind_share_one_encoding(counting: CountingEncoder) -> None:
    encode_all(counting, [normalize("查SF1234567890123"), normalize("查SF9876543210987")])
    assert counting.runs == 1
