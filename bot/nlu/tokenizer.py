"""Words by jieba with the trade's dictionary; a number is always one word."""

import hashlib
from functools import lru_cache
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.dictionary import dictionary
from bot.nlu.numbers import LEXICON, find_numbers
from bot.nlu.text import NormalText, normalize


@lru_cache(maxsize=4096)
def words(normal: NormalText) -> tuple[tuple[int, int], ...]:
    """The words' spans in the normal text, blanks left out."""
    spans: list[tuple[int, int]] = []
    at = 0
    for number in find_numbers(normal):
        spans += _cut(normal.text, at, number.start)
        spans.append((number.start, number.end))
        at = number.end
    return (*spans, *_cut(normal.text, at, len(normal.text)))


def _cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    pieces = dictionary().tokenize(text[start:end]) if start < end else ()
    return [(start + left, start + right) for word, left, right in pieces if word.strip()]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class ChineseTokenizer(Tokenizer):
    """Rasa's tokens: normal-form words at their places in the original message."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Rasa's own options of a tokenizer, all off: intents are whole, words are final."""
        return {
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "token_pattern": None,
            "prefix_separator_symbol": None,
        }

    @staticmethod
    def supported_languages() -> list[str]:
        return ["zh"]

    @staticmethod
    def required_packages() -> list[str]:
        return ["jieba"]

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        return fingerprint()

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        normal = normalize(message.get(attribute))
        tokens = []
        for start, end in words(normal):
            left, right = normal.span(start, end)
            tokens.append(Token(normal.text[start:end], left, right))
        return tokens


def fingerprint() -> str:
    """Changes with the lexicon and with any code of understanding: Rasa itself looks only at the
    source of the components' classes."""
    digest = hashlib.sha256()
    for pattern in ("**/*.py", "lexicon/*.*"):
        for path in sorted(LEXICON.parent.glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()
