"""Rating a conversation."""

from typing import Annotated

from pydantic import AfterValidator, Field

from backend.conversations import ratings
from backend.conversations.errors import AlreadyRated
from backend.database import transaction
from service.http import Call, Endpoint, Schema
from service.messages.cleaning import clean_text


class Rate(Schema):
    stars: int = Field(ge=1, le=5, strict=True)
    comment: Annotated[str, AfterValidator(clean_text)] = Field("", max_length=1000)


class Rated(Schema):
    stars: int
    comment: str


async def rate(call: Call[Rate]) -> Rated:
    stars, comment = call.args.stars, call.args.comment
    async with transaction(call.services.database) as session:
        await ratings.rate(session, call.caller.conversation_id, stars, comment)
    return Rated(stars=stars, comment=comment)


ENDPOINTS = (
    Endpoint(
        "POST",
        "/rating",
        "Rate the conversation, once",
        rate,
        Rate,
        Rated,
        status=201,
        errors=(AlreadyRated,),
    ),
)
