"""spaCy rules over our words, patterns as data: what its surroundings make an entity."""

from functools import lru_cache

import spacy
import yaml
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc

from bot.nlu.numbers import LEXICON
from bot.nlu.tags import TaggedSpan
from bot.nlu.text import NormalText
from bot.nlu.tokenizer import words


@lru_cache(maxsize=1)
def _rules() -> tuple[Language, Matcher]:
    language = spacy.blank("zh")
    matcher = Matcher(language.vocab, validate=True)
    for entry in yaml.safe_load((LEXICON / "patterns.yml").read_text("utf-8")):
        matcher.add(entry["label"], [entry["pattern"]])
    return language, matcher


def pattern_spans(text: NormalText) -> list[TaggedSpan]:
    """The last word of every match, once."""
    language, matcher = _rules()
    spans = words(text)
    doc = Doc(language.vocab, words=[text.text[a:b] for a, b in spans])
    found = {(language.vocab.strings[label], *spans[end - 1]) for label, _, end in matcher(doc)}
    return [TaggedSpan(label, None, start, end, 1.0) for label, start, end in sorted(found)]
