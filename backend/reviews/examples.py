"""Accepted labels as training data: Rasa's YAML, made anew from the reviews each time."""

import json
import re
from collections import defaultdict
from random import Random

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from yaml.reader import Reader

from backend.conversations.models import Message
from backend.privacy import PHONE
from backend.reviews.labels import LABELS
from backend.reviews.models import Decision, Review, Span

HEAD = """\
# Messages that people reviewed. Written by the service from the reviews: do not edit.
version: "3.1"

nlu:
"""
# Each keeps its length, so that spans stay where they are.
BRACKETS = str.maketrans("[]", "［］")
BLANK = re.compile(r"\s")


async def reviewed_yaml(session: AsyncSession) -> tuple[str, int]:
    """The file's text, and the number of examples in it."""
    query = (
        select(Review, Message)
        .join(Message, Message.id == Review.message_id)
        .where(Review.decision.in_((Decision.CONFIRM, Decision.CORRECT)))
        .order_by(Review.decided_at, Review.message_id)
    )
    by_intent: dict[str, dict[str, None]] = defaultdict(dict)
    for review, message in await session.execute(query):
        if review.intent is not None:
            line = marked(fit(message.text, review.entities or [], message.id), review.entities)
            by_intent[review.intent][line] = None
    blocks = [
        f"  - intent: {intent}\n    examples: |\n"
        + "".join(f"      - {line}\n" for line in by_intent[intent])
        for intent in sorted(by_intent)
    ]
    number = sum(len(lines) for lines in by_intent.values())
    return (HEAD + "\n".join(blocks) if blocks else HEAD.replace("nlu:", "nlu: []")), number


def fit(text: str, spans: list[Span], seed: str) -> str:
    """On one line of YAML, without a digit of anybody's number; of the same length."""
    dice = Random(seed)

    def hidden(part: str) -> str:
        return "".join(str(dice.randrange(10)) if sign.isdecimal() else sign for sign in part)

    for span in spans:
        if LABELS.data.entities[span["entity"]].private:
            start, end = span["start"], span["end"]
            text = text[:start] + hidden(text[start:end]) + text[end:]
    text = PHONE.sub(lambda found: found.group()[:3] + hidden(found.group()[3:]), text)
    return Reader.NON_PRINTABLE.sub(" ", BLANK.sub(" ", text)).translate(BRACKETS)


def marked(text: str, spans: list[Span] | None) -> str:
    """`[上海](city)发`, with a role `[上海]{"entity": "city", "role": "from"}发`."""
    parts, at = [], 0
    for span in spans or []:
        parts += [text[at : span["start"]], f"[{text[span['start'] : span['end']]}]"]
        role = span.get("role")
        label = {"entity": span["entity"], "role": role}
        parts.append(json.dumps(label) if role else f"({span['entity']})")
        at = span["end"]
    return "".join([*parts, text[at:]])
