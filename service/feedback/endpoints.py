"""Thumbs up and down. The last word counts."""

from pydantic import Field

from backend.database import transaction
from backend.errors import NotFound
from backend.reviews import proposals
from service.http import Call, Endpoint, Schema


class Vote(Schema):
    seq: int = Field(ge=1, le=2**31 - 1, description="Of the bot's answer.")
    helpful: bool = Field(strict=True)


async def vote(call: Call[Vote]) -> Vote:
    args = call.args
    async with transaction(call.services.database) as session:
        await proposals.vote(session, call.caller.conversation_id, args.seq, args.helpful)
    return args


ENDPOINTS = (
    Endpoint(
        "POST",
        "/feedback",
        "Say whether an answer of the bot's was helpful",
        vote,
        Vote,
        Vote,
        errors=(NotFound,),
    ),
)
