"""What a rule or the tagger finds in a message."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Span:
    """[start, end) of the normal text."""

    entity: str
    role: str | None
    start: int
    end: int

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end
