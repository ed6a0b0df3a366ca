"""Who deals with a customer's message: the service itself, the engine, or a person."""

from sqlalchemy.ext.asyncio import AsyncSession

from backend.conversations import leaving
from backend.conversations.log import append
from backend.conversations.models import Author, Conversation, Leaving, Message, State
from backend.conversations.queueing import leave_queue
from backend.conversations.taking import Taken, ask_engine
from backend.customers.contacts import phone_of
from backend.privacy import mask_phone, phone_in
from backend.tickets.models import Ticket
from service.reception.commands import Command, pressed, said
from service.reception.times import day_and_time
from service.texts import words


async def receive(session: AsyncSession, taken: Taken) -> None:
    """Decide what becomes of a message just taken in, by the state and by what was said."""
    conversation = taken.conversation
    if conversation.state is State.QUEUED:
        if _wants(taken, Command.LEAVE_QUEUE):
            leave_queue(session, conversation, words("duty")["queue_left"])
    elif conversation.state is State.BOT and not await _left(session, taken):
        ask_engine(session, taken)


def _wants(taken: Taken, command: Command) -> bool:
    if taken.payload is not None:
        return pressed(taken.payload) is command
    return said(taken.message.text, command)


async def _left(session: AsyncSession, taken: Taken) -> bool:
    """Whether the message belonged to the leaving of a message."""
    conversation, text = taken.conversation, taken.message.text
    stage = conversation.leaving
    if _wants(taken, Command.LEAVE_MESSAGE) and (stage or taken.payload):
        conversation.leaving = Leaving.MESSAGE
        _tell(session, conversation, "write_now")
    elif pressed(taken.payload) or (stage and _wants(taken, Command.NO_MESSAGE)):
        conversation.leaving = None
        _tell(session, conversation, "no_message_left")
    elif stage is Leaving.MESSAGE and taken.payload is None:
        await file_left(session, conversation, taken.message, phone_in(text))
    elif stage is Leaving.CONTACT and taken.payload is None and (phone := phone_in(text)):
        conversation.leaving = None
        if not await leaving.add_phone(session, conversation, phone):
            return False
        _tell(session, conversation, "phone_noted", phone=mask_phone(phone))
    else:
        return False
    return True


async def note_phone(session: AsyncSession, conversation: Conversation) -> None:
    """To a message left without a phone, once its customer has signed in."""
    phone = await phone_of(session, conversation.customer_id)
    if conversation.leaving is Leaving.CONTACT and phone:
        conversation.leaving = None
        if await leaving.add_phone(session, conversation, phone):
            _tell(session, conversation, "phone_noted", phone=mask_phone(phone))


async def file_left(
    session: AsyncSession,
    conversation: Conversation,
    message: Message,
    phone: str | None,
    *,
    tell: bool = True,
) -> Ticket:
    """File a left message and tell its number, when it will be answered, and what is missing."""
    ticket = await leaving.leave(session, conversation, message, phone)
    if not tell:
        return ticket
    missing = leaving.CONTACT not in ticket.facts
    conversation.leaving = Leaving.CONTACT if missing else None
    due = day_and_time(ticket.sla_first_due)
    _tell(session, conversation, "left", ticket_no=ticket.ticket_no, due=due)
    if missing:
        _tell(session, conversation, "ask_phone")
    return ticket


def _tell(session: AsyncSession, conversation: Conversation, key: str, **values: str) -> None:
    append(session, conversation, Author.SYSTEM, text=words("duty")[key].format(**values))
