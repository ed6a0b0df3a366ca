"""Goods that are often sent, by name."""

from collections.abc import Iterator
from functools import lru_cache

import spacy
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.util import filter_spans

from bot.nlu.numbers import LEXICON
from bot.nlu.spans import Span

_BRANDS, _GOODS = "brands.txt", "goods.txt"


def find_goods(text: str) -> Iterator[Span]:
    """The longest names, with their brand. Only a hint: 苹果 may be a brand, 笔 a measure word."""
    language, matcher = _matcher()
    doc = language.make_doc(text)
    brand_end = brand_start = -1
    for span in filter_spans(matcher(doc, as_spans=True)):
        start = brand_start if brand_end == span.start_char else span.start_char
        if span.text in _names(_BRANDS):
            brand_start, brand_end = span.start_char, span.end_char
        if span.text in _names(_GOODS):
            yield Span("item", None, start, span.end_char)


@lru_cache(maxsize=1)
def _matcher() -> tuple[Language, PhraseMatcher]:
    """spaCy's blank Chinese pipeline takes each character for a word, so no name is cut apart."""
    language = spacy.blank("zh")
    matcher = PhraseMatcher(language.vocab)
    names = _names(_GOODS) | _names(_BRANDS)
    matcher.add("item", [language.make_doc(name) for name in sorted(names)])
    return language, matcher


@lru_cache(maxsize=2)
def _names(file: str) -> frozenset[str]:
    return frozenset((LEXICON / file).read_text("utf-8").split())
