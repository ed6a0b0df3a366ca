"""Where the tagger's addresses, cities and goods begin and end, by the rules that know them."""

from collections.abc import Iterable, Iterator

from bot.nlu.spans import Span

NAMED = frozenset({"city", "item"})


def mended(found: list[Span], candidates: Iterable[Span], text: str) -> list[Span]:
    """An address is as the rules found it and has no city within; a city and goods are
    named in full."""
    candidates = list(candidates)
    addresses = [c for c in candidates if c.entity == "address"]
    taken = [a for a in addresses if any(s.entity == "address" and s.overlaps(a) for s in found)]
    rest = [span for span in found if not any(map(span.overlaps, taken))]
    whole = [_whole(span, candidates) if span.entity in NAMED else span for span in rest]
    return list(_trimmed([*taken, *whole], text))


def _whole(span: Span, candidates: list[Span]) -> Span:
    """Not 烟 of 烟花爆竹."""
    around = [
        c
        for c in candidates
        if c.entity == span.entity and c.start <= span.start and span.end <= c.end
    ]
    return Span(span.entity, span.role, around[0].start, around[0].end) if around else span


def _trimmed(spans: Iterable[Span], text: str) -> Iterator[Span]:
    """Each once and without blanks at its ends."""
    for span in dict.fromkeys(spans):
        said = text[span.start : span.end]
        start = span.start + len(said) - len(said.lstrip())
        if said.strip():
            yield Span(span.entity, span.role, start, start + len(said.strip()))
