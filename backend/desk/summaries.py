"""What a member of staff needs to know before the first word: who, what about, what was tried."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta

from pydantic import JsonValue
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.clock import now
from backend.conversations.models import Author, Conversation, Message
from backend.customers.models import Customer
from backend.desk.words import WORDS
from backend.orders.models import Order
from backend.staff.groups import GROUPS

LOOKED_AT = 40
RECENT = 6
ORDERS_SINCE = timedelta(days=90)
LINE = 120
QUESTION = ("？", "?")


@dataclass(frozen=True)
class Summary:
    """`topic` is an intent. `missing`: what the assistant asked for in the end and did not get."""

    topic: str | None
    who: str
    asked: str
    tried: list[str]
    missing: list[str]
    recent: list[str]

    def shown(self) -> dict[str, JsonValue]:
        return {key: value for key, value in asdict(self).items() if key != "topic"}


async def summarise(
    session: AsyncSession, conversation: Conversation, customer: Customer | None
) -> Summary:
    query = (
        select(Message)
        .where(Message.conversation_id == conversation.id)
        .order_by(Message.seq.desc())
        .limit(LOOKED_AT)
    )
    said = [*reversed((await session.scalars(query)).all())]
    heard = [message for message in said if message.author is Author.CUSTOMER]
    on_topic = [message for message in heard if GROUPS.data.has_topic(intent_of(message) or "")]
    asked = next(reversed(on_topic or heard), None)
    after = asked.seq if asked else 0
    replies = [message for message in said if message.author is Author.BOT and message.seq > after]
    return Summary(
        topic=intent_of(on_topic[-1]) if on_topic else None,
        who=await _who(session, customer),
        asked=_line(asked),
        tried=[_line(message) for message in replies if message.text][:3],
        missing=_unanswered_questions(said),
        recent=[_line(message) for message in heard[-RECENT:] if message.text],
    )


def intent_of(message: Message) -> str | None:
    intent = (message.nlu or {}).get("intent")
    return intent if isinstance(intent, str) else None


def _unanswered_questions(said: Sequence[Message]) -> list[str]:
    """The assistant's last question, when the customer asked for a person instead of answering."""
    before = [message for message in said if message.author is Author.BOT and message.text]
    last = before[-2:-1]  # the very last words announced the hand-over
    return [_line(message) for message in last if message.text.rstrip().endswith(QUESTION)]


async def _who(session: AsyncSession, customer: Customer | None) -> str:
    if customer is None:
        return WORDS.data.visitor
    query = select(func.count()).where(
        Order.customer_id == customer.id, Order.created_at >= now() - ORDERS_SINCE
    )
    orders = (await session.execute(query)).scalar_one()
    return WORDS.data.customer.format(name=customer.name, tier=customer.tier, orders=orders)


def _line(message: Message | None) -> str:
    text = " ".join(message.text.split()) if message else ""
    return text if len(text) <= LINE else text[: LINE - 1] + "…"
