"""Erasing: what no law asks to keep goes, what the accounts need stays without the person."""

from sqlalchemy import delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from backend.conversations.models import Attachment, Conversation, State
from backend.customers.models import Customer, Tier
from backend.people.holding import emptied
from backend.people.holdings import HOLDINGS
from backend.people.whose import Belongings, Whose
from backend.tickets.models import Ticket

KEPT_FACTS = frozenset(["claim_kind", "carrier", "root_cause"])
"""Of a ticket's facts these stay, and numbers: the figures and the accounts count by them."""

UNSEEN = {"synchronize_session": False}
"""No object of these rows is in use, so none needs to learn of it."""

UNKNOWN = {
    "tier": Tier.D,
    "industry_fit": 0,
    "trade_volume": 0,
    "trade_frequency": 0,
    "credit_standing": 0,
}


async def erase(session: AsyncSession, gone: Belongings) -> None:
    """The files and the engine's trackers are the caller's."""
    await _close(session, gone)
    await _strip_facts(session, gone)
    for holding in HOLDINGS:
        for values in gone.chunks(holding.whose):
            among = holding.among(values)
            if holding.blank is None:
                await session.execute(
                    delete(holding.model).where(among).execution_options(**UNSEEN)
                )
            elif holding.blank:
                emptying = {column.key: emptied(column) for column in holding.blank}
                await session.execute(
                    update(holding.model).where(among).values(emptying).execution_options(**UNSEEN)
                )
    for values in gone.chunks(Whose.CUSTOMER):
        await session.execute(
            update(Customer)
            .where(Customer.id.in_(values))
            .values(UNKNOWN)
            .execution_options(**UNSEEN)
        )


async def attachments(session: AsyncSession, gone: Belongings) -> list[str]:
    """The ids of the files that go with the rows."""
    return [
        key
        for values in gone.chunks(Whose.CONVERSATION)
        for key in await session.scalars(
            select(Attachment.id).where(Attachment.conversation_id.in_(values))
        )
    ]


async def _close(session: AsyncSession, gone: Belongings) -> None:
    """An answer still on its way finds the lease gone and is not stored."""
    ended = {
        "state": State.CLOSED,
        "queued_at": None,
        "lease_owner": None,
        "lease_until": None,
        "leaving": None,
    }
    for values in gone.chunks(Whose.CONVERSATION):
        await session.execute(
            update(Conversation)
            .where(
                Conversation.id.in_(values),
                or_(Conversation.state != State.CLOSED, Conversation.lease_owner.is_not(None)),
            )
            .values(ended)
            .execution_options(**UNSEEN)
        )


async def _strip_facts(session: AsyncSession, gone: Belongings) -> None:
    for values in gone.chunks(Whose.TICKET):
        for ticket in await session.scalars(select(Ticket).where(Ticket.id.in_(values))):
            ticket.facts = {
                key: value
                for key, value in ticket.facts.items()
                if key in KEPT_FACTS or isinstance(value, int | float)
            }
    await session.flush()
