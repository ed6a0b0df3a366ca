"""Taking in a customer's message, whichever way it came."""

from sqlalchemy.ext.asyncio import AsyncSession

from backend.conversations.models import Message
from backend.conversations.taking import take
from backend.database import transaction
from service.messages.schemas import Accepted, SendMessage
from service.reception.receiving import receive
from service.wiring import Services


async def take_in(services: Services, conversation_id: str, sent: SendMessage) -> Accepted:
    """Store the message and its turn; returns after the commit. Raises as `take` does."""
    async with transaction(services.database) as session:
        message = await store(session, conversation_id, sent)
    announce(services, message, "web")
    return Accepted(id=message.id, seq=message.seq)


async def store(session: AsyncSession, conversation_id: str, sent: SendMessage) -> Message:
    taken = await take(session, conversation_id, sent.draft())
    if taken.fresh:
        await receive(session, taken)
        await session.flush()
    return taken.message


def announce(services: Services, message: Message, channel: str) -> None:
    """After the commit: wake who waits for it."""
    services.metrics.messages.labels(channel).inc()
    services.hub.wake(message.conversation_id)
    services.turns.wake(message.conversation_id)
