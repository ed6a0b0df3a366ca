"""Common words typed with another character of the same sound, put right: 快第 → 快递."""

from collections import defaultdict
from functools import lru_cache
from itertools import product
from pathlib import Path

import yaml

from bot.nlu.dictionary import WORDS, dictionary

SPELLING = Path(__file__).parent / "lexicon" / "spelling.yml"


def respelt(text: str) -> str:
    """Of the same length. What is a word, or lies across words, stays: 尽快|第二天."""
    slips = _slips()
    lengths = range(max(map(len, slips)), 1, -1)
    found = [
        (start, start + length)
        for length in lengths
        for start in range(len(text) - length + 1)
        if text[start : start + length] in slips
    ]
    if not found:
        return text
    words = [(left, right) for _, left, right in dictionary().tokenize(text, HMM=False)]
    for start, end in found:
        inside = [word for word in words if word[0] < end and start < word[1]]
        if all(start <= left and right <= end for left, right in inside):
            slip = text[start:end]  # by now it may be right as a part of a longer one
            text = text[:start] + slips.get(slip, slip) + text[end:]
    return text


@lru_cache(maxsize=1)
def _slips() -> dict[str, str]:
    """Every way to miss one or two characters of a word by their sound that is no word itself."""
    content = yaml.safe_load(SPELLING.read_text("utf-8"))
    alike: dict[str, set[str]] = defaultdict(set)
    for group in content["sounds"]:
        for character in group:
            alike[character] |= set(group)
    trade = [line.split()[0] for line in WORDS.read_text("utf-8").splitlines()]
    words = [word for word in [*trade, *content["words"]] if len(word) <= 4]
    slips = {
        "".join(slip): word
        for word in words
        for slip in product(*(sorted(alike[c] | {c}) for c in word))
        if 1 <= sum(a != b for a, b in zip(slip, word, strict=True)) <= 2
    }
    known = dictionary().FREQ
    return {slip: word for slip, word in slips.items() if not known.get(slip) and slip not in words}
