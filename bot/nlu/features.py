"""What is known of each symbol of a line: its neighbours, its word, and what it may belong to."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from jieba.posseg import POSTokenizer

from bot.nlu.dictionary import dictionary
from bot.nlu.finders import find_candidates
from bot.nlu.lines import EDGE, Line
from bot.nlu.spans import Span
from bot.nlu.tokenizer import words
from bot.nlu.values.lexicon import table

Features = list[list[str]]
"""One list of names for each symbol."""

_SIDE = 3
"""Neighbours to either side."""

_NEAR = 4
"""Up to so many characters between two places are taken as they are: 到, 发往, 寄去."""


def features(line: Line) -> Features:
    padded = [EDGE] * _SIDE + line.symbols + [EDGE] * _SIDE
    found: Features = [
        list(_neighbours(padded[i : i + 2 * _SIDE + 1])) for i in range(len(line.symbols))
    ]
    _add_words(line, found)
    candidates = [c for c in find_candidates(line.normal) if line.covered(c.start, c.end)]
    for candidate in candidates:
        _add_candidate(line, candidate, found)
    _add_order(line, [c for c in candidates if c.entity == "city"], found)
    return found


def _neighbours(around: list[str]) -> Iterator[str]:
    surnames = table("people")["surnames"]
    for d, symbol in enumerate(around):
        yield f"c{d}={symbol}"
    for d in range(1, 5):
        yield f"p{d}={around[d]}{around[d + 1]}"
    for d in range(1, 4):
        yield f"t{d}={around[d]}{around[d + 1]}{around[d + 2]}"
        if around[d] in surnames:
            yield f"s{d}"


def _add_words(line: Line, found: Features) -> None:
    spans = [line.covered(start, end) for start, end in words(line.normal)]
    inside = ["".join(line.symbols[i] for i in span) for span in spans]
    texts = [EDGE, EDGE, *inside, EDGE, EDGE]
    flags = [_flags().get(text, "?") for text in texts]
    for k, span in enumerate(spans, 2):
        before, text, after = texts[k - 1 : k + 2]
        flag_before, flag, flag_after = flags[k - 1 : k + 2]
        about = [
            f"w={text}", f"w-={before}", f"w+={after}", f"w--={texts[k - 2]}",
            f"w++={texts[k + 2]}", f"wf-={before}{flag}", f"wf+={after}{flag}",
        ]  # fmt: skip
        for i in span:
            edge = _edge(i, span)
            found[i] += about
            found[i] += [
                f"e={edge}", f"f={flag}{edge}", f"l={text[-1]}{edge}", f"f-={flag_before}{edge}",
                f"f+={flag_after}{edge}", f"ff-={flag_before}{flag}{edge}",
                f"ff+={flag}{flag_after}{edge}",
            ]  # fmt: skip


def _add_candidate(line: Line, candidate: Span, found: Features) -> None:
    kind, text = candidate.entity, line.normal.text
    before = text[max(0, candidate.start - 2) : candidate.start]
    after = text[candidate.end : candidate.end + 2]
    covered = line.covered(candidate.start, candidate.end)
    about = [
        f"k<={kind}{before[-1:]}", f"k<<={kind}{before}", f"k>={kind}{after[:1]}",
        f"k>>={kind}{after}", f"k<>={kind}{before[-1:]}_{after[:1]}",
    ]  # fmt: skip
    for i in covered:
        found[i] += [f"k={kind}{_edge(i, covered)}", *about]
    if covered[0]:
        found[covered[0] - 1].append(f"k+1={kind}")
    if covered[-1] + 1 < len(found):
        found[covered[-1] + 1].append(f"k-1={kind}")


def _add_order(line: Line, cities: list[Span], found: Features) -> None:
    """From or to: which of several places this is, and what stands between them."""
    text, last = line.normal.text, len(cities) - 1
    for rank, city in enumerate(cities):
        before = text[cities[rank - 1].end : city.start] if rank else "^"
        after = text[city.end : cities[rank + 1].start] if rank < last else "$"
        for i in line.covered(city.start, city.end):
            found[i] += [
                f"o={min(rank, 2)}/{min(last, 2)}",
                f"o<={before if len(before) < _NEAR else '…'}",
                f"o>={after if len(after) < _NEAR else '…'}",
            ]


def _edge(index: int, span: range) -> str:
    if len(span) == 1:
        return "S"
    return "B" if index == span[0] else "E" if index == span[-1] else "M"


@lru_cache(maxsize=1)
def _flags() -> Any:
    """jieba's part of speech of each word that it knows."""
    return POSTokenizer(dictionary()).word_tag_tab
