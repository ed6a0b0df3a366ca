"""Messages left for people who are not there: filed as tickets, with a phone to call back."""

from sqlalchemy.ext.asyncio import AsyncSession

from backend.access.service import Asker
from backend.conversations.models import Conversation, Message
from backend.customers.contacts import phone_of
from backend.tickets import queries
from backend.tickets.models import Ticket, TicketEventKind, TicketKind
from backend.tickets.service import CUSTOMER, Draft, file_ticket, note

CONTACT = "contact_phone"
"""The fact of a ticket that holds the phone to call."""


async def leave(
    session: AsyncSession, conversation: Conversation, message: Message, phone: str | None
) -> Ticket:
    """File the message. `phone` None: the account's, if it has one. A repeat files nothing new."""
    phone = phone or await phone_of(session, conversation.customer_id)
    draft = Draft(
        TicketKind.MESSAGE,
        summary=message.text,
        turn_id=message.id,
        facts={CONTACT: phone} if phone else {},
    )
    asker = Asker(conversation.id, conversation.customer_id)
    return (await file_ticket(session, asker, draft)).ticket


async def add_phone(session: AsyncSession, conversation: Conversation, phone: str) -> bool:
    """Put the phone to the message left last; False when there is none without one."""
    asker_tickets = await queries.of_customer(session, None, conversation.id, limit=20)
    for ticket in asker_tickets:
        if ticket.kind is TicketKind.MESSAGE and CONTACT not in ticket.facts:
            ticket.facts = {**ticket.facts, CONTACT: phone}
            note(session, ticket, TicketEventKind.NOTE, CUSTOMER, phone)
            return True
    return False
