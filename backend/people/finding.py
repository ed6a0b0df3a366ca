"""What belongs to a person."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from backend.access.models import GuessScope
from backend.access.service import Asker
from backend.channels.models import Arrival
from backend.codes import service as codes
from backend.conversations.models import Conversation, Message
from backend.errors import NotFound
from backend.invoices.models import Invoice
from backend.notices.models import Notice
from backend.orders.models import Order
from backend.people.person import Person
from backend.people.whose import Belongings, Value, Whose
from backend.pickups.models import Pickup
from backend.returns.models import Return
from backend.shipments.models import Shipment
from backend.surveys.models import Survey
from backend.tickets.models import Ticket

Queries = Mapping[Whose, Select[Any]]


async def belongings(session: AsyncSession, person: Person) -> Belongings:
    """Raises `NotFound` when there is nothing."""
    talks = await _conversations(session, person)
    users = await _users(session, person, talks)
    found = await run(session, _queries(person, talks, users))
    if person.customer_id is None and not any(found.values()):
        raise NotFound
    customer = [] if person.customer_id is None else [person.customer_id]
    return Belongings(
        {
            **found,
            Whose.CUSTOMER: customer,
            Whose.PHONE: person.phones,
            Whose.CHANNEL_USER: users,
            Whose.CONVERSATION: talks,
            Whose.PASSED: [*{*found[Whose.SENT], *found[Whose.RECEIVED]}],
            Whose.COUNTED: [
                *(Asker(talk, None).key for talk in talks),
                *(Asker("", key).key for key in customer),
                *(codes.keys(phone, "")[GuessScope.CODE_PHONE] for phone in person.phones),
            ],
            Whose.AUDITED: [
                *(f"conversation:{talk}" for talk in talks),
                *(f"customer:{key}" for key in customer),
            ],
        }
    )


async def run(session: AsyncSession, queries: Queries) -> dict[Whose, Sequence[Value]]:
    return {whose: (await session.scalars(query)).all() for whose, query in queries.items()}


async def _conversations(session: AsyncSession, person: Person) -> list[str]:
    """The person's, those of a channel's user from before the link, and what was moved into them:
    the engine knows those by their own ids."""
    mine = person.owns(
        Conversation.customer_id,
        tuple_(Conversation.channel, Conversation.channel_user).in_(person.users),
    )
    found: list[str] = []
    fresh = (await session.scalars(select(Conversation.id).where(mine))).all()
    while fresh:
        found += fresh
        merged = Conversation.merged_into.in_(fresh) & Conversation.id.not_in(found)
        fresh = (await session.scalars(select(Conversation.id).where(merged))).all()
    return found


async def _users(
    session: AsyncSession, person: Person, talks: Sequence[str]
) -> list[tuple[str, str]]:
    query = select(Conversation.channel, Conversation.channel_user).where(
        Conversation.id.in_(talks), Conversation.channel_user.is_not(None)
    )
    spoke = [(row.channel, row.channel_user) for row in await session.execute(query)]
    return [*{*person.users, *spoke}]


def _queries(
    person: Person, talks: Sequence[str], users: Sequence[tuple[str, str]]
) -> dict[Whose, Select[Any]]:
    me, phones = person.customer_id, person.phones
    bought = select(Order.id).where(Order.customer_id == me)
    received = select(Shipment.id).where(
        person.owns(
            Shipment.recipient_id,
            Shipment.recipient_phone.in_(phones),
            Shipment.order_id.in_(bought),
        )
    )
    return {
        Whose.MESSAGE: select(Message.id).where(Message.conversation_id.in_(talks)),
        Whose.ARRIVAL: select(Arrival.id).where(
            tuple_(Arrival.channel, Arrival.channel_user).in_(users)
        ),
        Whose.ORDER: bought,
        Whose.ADDRESSED: select(Order.id).where(
            Order.recipient_phone.in_(phones), Order.id.not_in(bought)
        ),
        Whose.SENT: select(Shipment.id).where(
            person.owns(Shipment.sender_id, Shipment.sender_phone.in_(phones))
        ),
        Whose.RECEIVED: received,
        Whose.TICKET: select(Ticket.id).where(
            person.owns(
                Ticket.customer_id,
                Ticket.conversation_id.in_(talks),
                Ticket.order_id.in_(bought),
                Ticket.shipment_id.in_(received),
            )
        ),
        Whose.PICKUP: select(Pickup.id).where(
            person.owns(
                Pickup.customer_id,
                Pickup.conversation_id.in_(talks),
                Pickup.contact_phone.in_(phones),
            )
        ),
        Whose.RETURN: select(Return.id).where(
            or_(Return.customer_id == me, Return.order_id.in_(bought))
        ),
        Whose.INVOICE: select(Invoice.id).where(
            or_(Invoice.customer_id == me, Invoice.order_id.in_(bought))
        ),
        Whose.SURVEY: select(Survey.id).where(Survey.customer_id == me),
        Whose.NOTICE: select(Notice.id).where(Notice.customer_id == me),
    }
