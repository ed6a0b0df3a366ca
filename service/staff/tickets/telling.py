"""Telling the customer what became of a ticket, in their own conversation."""

from sqlalchemy.ext.asyncio import AsyncSession

from backend.conversations import reaching
from backend.conversations.models import Author
from backend.staff.sessions import SignedIn
from backend.tickets.deeds import Notice
from backend.tickets.models import Ticket
from backend.tickets.rules import TICKETS
from service.texts import words


async def tell(
    session: AsyncSession, ticket: Ticket, notice: Notice, member: SignedIn
) -> str | None:
    """The conversation that was written to; None when the customer cannot be reached."""
    text = in_words(ticket, notice)
    message = await reaching.tell(
        session, ticket.customer_id, ticket.conversation_id, Author.AGENT, text
    )
    if message is None:
        return None
    message.member_id, message.author_name = member.id, member.name
    return message.conversation_id


def in_words(ticket: Ticket, notice: Notice) -> str:
    """What a member wrote beside a set text follows on a line of its own."""
    texts = words("tickets")
    kind = TICKETS.data.kinds[ticket.kind].name
    params = {"kind": kind, "ticket_no": ticket.ticket_no, "text": "", **notice.params}
    said = texts[notice.key].format_map(params)
    if params["text"] and "{text}" not in texts[notice.key]:
        said += "\n" + texts["said"].format_map(params)
    return said
