"""Goods that are often sent, by name."""

from collections.abc import Iterator
from functools import lru_cache

import spacy
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.util import filter_spans

from bot.nlu.numbers import LEXICON
from bot.nlu.spans import Span


def find_goods(text: str) -> Iterator[Span]:
    """The longest names. Only a hint: 苹果 may be a brand, 笔 a measure word."""
    language, matcher = _matcher()
    doc = language.make_doc(text)
    for span in filter_spans(matcher(doc, as_spans=True)):
        yield Span("item", None, span.start_char, span.end_char)


@lru_cache(maxsize=1)
def _matcher() -> tuple[Language, PhraseMatcher]:
    """spaCy's blank Chinese pipeline takes each character for a word, so no name is cut apart."""
    language = spacy.blank("zh")
    matcher = PhraseMatcher(language.vocab)
    names = (LEXICON / "goods.txt").read_text("utf-8").split()
    matcher.add("item", [language.make_doc(name) for name in names])
    return language, matcher
