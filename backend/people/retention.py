"""What has been kept long enough: closed conversations and business that is over."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.channels.models import Arrival
from backend.conversations.models import Attachment, Conversation, Message, State
from backend.invoices.models import Invoice
from backend.notices.models import Notice
from backend.orders.models import Order
from backend.people.finding import run
from backend.people.finished import ORDERS_DONE, PARCELS_DONE, PICKUPS_DONE, TICKETS_DONE
from backend.people.whose import CHUNK, Belongings, Whose
from backend.pickups.models import Pickup
from backend.returns.models import Return
from backend.shipments.models import Shipment
from backend.surveys.models import Survey
from backend.tickets.models import Ticket


async def outlived(session: AsyncSession, before: datetime) -> Belongings:
    """Some of it; to be asked again until it is empty. What is erased already is not found."""
    talks = (await session.scalars(_conversations(before))).all()
    parcels = select(Shipment.id).where(
        Shipment.created_at < before, Shipment.state.in_(PARCELS_DONE)
    )
    queries = {
        Whose.MESSAGE: select(Message.id).where(Message.conversation_id.in_(talks)),
        Whose.ARRIVAL: select(Arrival.id).where(Arrival.created_at < before),
        Whose.ORDER: select(Order.id).where(
            Order.created_at < before, Order.state.in_(ORDERS_DONE), Order.recipient_phone != ""
        ),
        Whose.SENT: parcels.where(Shipment.sender_phone != ""),
        Whose.RECEIVED: parcels.where(Shipment.recipient_phone != ""),
        Whose.TICKET: select(Ticket.id).where(
            Ticket.updated_at < before, Ticket.state.in_(TICKETS_DONE), Ticket.summary != ""
        ),
        Whose.PICKUP: select(Pickup.id).where(
            Pickup.created_at < before, Pickup.state.in_(PICKUPS_DONE), Pickup.contact_phone != ""
        ),
        Whose.RETURN: select(Return.id).where(Return.closed_at < before, Return.reason != ""),
        Whose.INVOICE: select(Invoice.id).where(Invoice.requested_at < before, Invoice.title != ""),
        Whose.SURVEY: select(Survey.id).where(Survey.answered_at < before, Survey.comment != ""),
        Whose.NOTICE: select(Notice.id).where(Notice.happened_at < before),
    }
    limited = {whose: query.limit(CHUNK) for whose, query in queries.items()}
    limited[Whose.MESSAGE] = queries[Whose.MESSAGE]  # none may stay behind its conversation
    found = await run(session, limited)
    return Belongings(
        {
            **found,
            Whose.CONVERSATION: talks,
            Whose.PASSED: [*{*found[Whose.SENT], *found[Whose.RECEIVED]}],
            Whose.COUNTED: talks,
            Whose.AUDITED: [f"conversation:{talk}" for talk in talks],
        }
    )


def _conversations(before: datetime) -> Select[Any]:
    """Those that still hold something."""
    said = select(Message.id).where(Message.conversation_id == Conversation.id)
    sent = select(Attachment.id).where(Attachment.conversation_id == Conversation.id)
    return (
        select(Conversation.id)
        .where(
            Conversation.state == State.CLOSED,
            Conversation.updated_at < before,
            or_(
                Conversation.customer_id.is_not(None),
                Conversation.channel_user.is_not(None),
                said.exists(),
                sent.exists(),
            ),
        )
        .limit(CHUNK)
    )
