"""Where the tagger's addresses and cities begin and end, by the rules that know their parts."""

from collections.abc import Iterable, Iterator

from bot.nlu.spans import Span


def mended(found: list[Span], candidates: Iterable[Span], text: str) -> list[Span]:
    """An address is as the rules found it and has no city within; a city is named in full."""
    candidates = list(candidates)
    addresses = [c for c in candidates if c.entity == "address"]
    cities = [c for c in candidates if c.entity == "city"]
    taken = [a for a in addresses if any(s.entity == "address" and s.overlaps(a) for s in found)]
    rest = [s for s in found if s.entity != "address" and not any(map(s.overlaps, taken))]
    unknown = [s for s in found if s.entity == "address" and not any(map(s.overlaps, taken))]
    whole = [_whole(span, cities) if span.entity == "city" else span for span in rest]
    return list(_trimmed([*taken, *unknown, *whole], text))


def _whole(city: Span, cities: list[Span]) -> Span:
    around = [c for c in cities if c.start <= city.start and city.end <= c.end]
    return Span("city", city.role, around[0].start, around[0].end) if around else city


def _trimmed(spans: Iterable[Span], text: str) -> Iterator[Span]:
    """Each once and without blanks at its ends."""
    for span in dict.fromkeys(spans):
        said = text[span.start : span.end]
        start = span.start + len(said) - len(said.lstrip())
        if said.strip():
            yield Span(span.entity, span.role, start, start + len(said.strip()))
