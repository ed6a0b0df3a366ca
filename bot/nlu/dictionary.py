"""jieba's words and the trade's."""

from functools import lru_cache
from pathlib import Path

import jieba

WORDS = Path(__file__).parent / "lexicon" / "words.txt"


@lru_cache(maxsize=1)
def dictionary() -> jieba.Tokenizer:
    """An instance of our own, for the module's is global."""
    tokenizer = jieba.Tokenizer()
    jieba.setLogLevel("WARNING")
    with WORDS.open(encoding="utf-8") as file:
        tokenizer.load_userdict(file)
    tokenizer.lcut("热")  # builds the prefix table now, not in a customer's first message
    return tokenizer
