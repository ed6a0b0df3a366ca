"""Reviews as staff sees them."""

from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import Field, JsonValue

from backend.conversations.models import Author, Message
from backend.privacy import mask_phones_in
from backend.reviews.models import Decision, Reason, Review, ReviewState, Span
from service.http import Schema
from service.staff.schemas import Listed

Place = Annotated[int, Field(ge=0, le=100_000)]


class Filter(Schema):
    reason: str = Field("all", pattern=r"^(all|low_confidence|corrected|thumbs_down|picked)$")
    state: ReviewState = ReviewState.OPEN
    before: str | None = Field(None, max_length=32)
    limit: int = Field(50, ge=1, le=200)


class SpanGiven(Schema):
    start: Place
    end: Place
    entity: str = Field(max_length=40)
    role: str | None = Field(None, max_length=40)

    def span(self) -> Span:
        given = Span(start=self.start, end=self.end, entity=self.entity)
        return Span(**given, role=self.role) if self.role else given


class Decide(Schema):
    decision: Decision
    intent: str | None = Field(None, max_length=80)
    entities: list[SpanGiven] = Field([], max_length=100)
    version: int = Field(ge=0, le=2**31 - 2)


class SpanView(Schema):
    start: int
    end: int
    entity: str
    role: str | None
    text: str


class Said(Schema):
    author: Author
    text: str


class ReviewRow(Schema):
    """`intent` and `entities`: as decided, or as the engine understood it while it is open."""

    message_id: str
    conversation_id: str
    text: str
    reason: Reason
    suggested: str | None
    intent: str | None
    confidence: float | None
    ranking: list[dict[str, JsonValue]]
    entities: list[SpanView]
    context: list[Said]
    state: ReviewState
    decision: Decision | None
    version: int

    @classmethod
    def of(cls, review: Review, message: Message, before: Sequence[Message]) -> "ReviewRow":
        nlu: dict[str, Any] = message.nlu or {}
        # Masking keeps the length, so the spans fit the masked text.
        text = mask_phones_in(message.text)
        is_done = review.intent is not None
        return cls(
            message_id=message.id,
            conversation_id=message.conversation_id,
            text=text,
            reason=review.reason,
            suggested=review.suggested,
            intent=review.intent or nlu.get("intent"),
            confidence=nlu.get("confidence"),
            ranking=nlu.get("ranking") or [],
            entities=_spans(text, (review.entities or []) if is_done else nlu.get("entities")),
            context=[Said(author=m.author, text=mask_phones_in(m.text)) for m in before],
            state=review.state,
            decision=review.decision,
            version=review.version,
        )


class Reviews(Listed):
    rows: list[ReviewRow]
    counts: dict[Reason, int]
    next: str | None


class IntentView(Schema):
    name: str
    title: str


class EntityView(Schema):
    name: str
    title: str
    roles: list[str]


class Names(Listed):
    intents: list[IntentView]
    entities: list[EntityView]


def _spans(text: str, found: Sequence[Any] | None) -> list[SpanView]:
    return [
        SpanView(
            start=span["start"],
            end=span["end"],
            entity=span["entity"],
            role=span.get("role"),
            text=text[span["start"] : span["end"]],
        )
        for span in found or ()
        if "start" in span and "end" in span
    ]
