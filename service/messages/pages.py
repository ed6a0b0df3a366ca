"""A consistent look at a conversation."""

from dataclasses import asdict

from sqlalchemy.ext.asyncio import AsyncEngine

from backend.conversations import log
from backend.conversations.log import Snapshot
from backend.database import reading
from backend.reviews import votes
from service.messages.schemas import Messages, MessageView


async def look(
    database: AsyncEngine, conversation_id: str, after: int
) -> tuple[Snapshot, list[MessageView]]:
    """The state, and one page of the messages it covers.

    A reply stored between the two reads is left for the next look: shown with the older state it
    would read as "more to come", and the client would wait for nothing.
    """
    async with reading(database) as session:
        state = await log.snapshot(session, conversation_id)
        found = await log.between(session, conversation_id, after, state.last_seq)
        thumbs = await votes.among(session, found)
        return state, [MessageView.of(each, helpful=thumbs.get(each.id)) for each in found]


async def page_after(database: AsyncEngine, conversation_id: str, after: int) -> Messages:
    state, messages = await look(database, conversation_id, after)
    return Messages.model_validate({**asdict(state), "messages": messages})
