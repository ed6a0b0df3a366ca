"""Leaving a message by a form."""

from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, Field

from backend.conversations.errors import ClientIdReused, ConversationClosed
from backend.conversations.taking import Draft, take
from backend.database import transaction
from service.http import Call, Endpoint, Schema
from service.messages.intake import announce
from service.messages.schemas import ClientId, MobilePhone, Text
from service.reception.receiving import file_left


def _said(text: str) -> str:
    if not text:
        raise ValueError("nothing left of it once cleaned")
    return text


class LeaveMessage(Schema):
    """The text counts as the customer's message; the same `client_id` again files nothing new."""

    client_id: ClientId
    text: Annotated[Text, AfterValidator(_said)]
    phone: MobilePhone | None = Field(None, description="To call back; default: the account's.")


class MessageLeft(Schema):
    ticket_no: str
    reply_due: datetime


async def leave_message(call: Call[LeaveMessage]) -> MessageLeft:
    services, conversation_id = call.services, call.caller.conversation_id
    await services.per_session.take(conversation_id)
    draft = Draft(client_id=call.args.client_id, text=call.args.text)
    async with transaction(services.database) as session:
        taken = await take(session, conversation_id, draft)
        ticket = await file_left(
            session, taken.conversation, taken.message, call.args.phone, tell=taken.fresh
        )
    announce(services, taken.message, "web")
    return MessageLeft(ticket_no=ticket.ticket_no, reply_due=ticket.sla_first_due)


ENDPOINTS = (
    Endpoint(
        "POST",
        "/left-messages",
        "Leave a message with nobody there to answer; it becomes a ticket",
        leave_message,
        LeaveMessage,
        MessageLeft,
        status=201,
        errors=(ClientIdReused, ConversationClosed),
    ),
)
