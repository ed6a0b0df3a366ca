"""With nobody there to take over: the offer to leave a message."""

from sqlalchemy.ext.asyncio import AsyncSession

from backend.clock import now
from backend.conversations.log import append
from backend.conversations.models import Author, Conversation, Leaving
from backend.customers.contacts import phone_of
from backend.duty.calendar import is_open, next_opening
from service.reception.commands import Command
from service.reception.times import day_and_time, office_hours
from service.texts import words

CARD = "leave_message"


async def offer(session: AsyncSession, conversation: Conversation) -> None:
    """Tell a locked conversation's customer when people are back, and offer to leave a message.

    The card is for clients that show a form (`POST /left-messages`), the choices for the rest.
    """
    moment, texts = now(), words("duty")
    opens = next_opening(moment)
    text = (
        texts["nobody"]
        if is_open(moment)
        else texts["after_hours"].format(hours=office_hours(), opens=day_and_time(opens))
    )
    has_phone = await phone_of(session, conversation.customer_id) is not None
    append(
        session,
        conversation,
        Author.SYSTEM,
        text=text,
        card={"kind": CARD, "opens_at": opens.isoformat(), "phone_known": has_phone},
        buttons=[
            (texts[command], command.payload)
            for command in (Command.LEAVE_MESSAGE, Command.NO_MESSAGE)
        ],
    )
    conversation.leaving = Leaving.OFFERED
