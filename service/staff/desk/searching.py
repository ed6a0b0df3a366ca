"""Searching messages and customers."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from backend.conversations.models import Author
from backend.customers.models import Tier
from backend.database import reading
from backend.desk import searching
from backend.desk.searching import FoundCustomer, FoundMessage
from backend.staff.models import Role
from service.http import Schema
from service.messages.cleaning import clean_text
from service.staff.access import StaffCall, StaffEndpoint
from service.staff.desk.schemas import CustomerBrief
from service.staff.looks import looked
from service.staff.schemas import Listed

Typed = Annotated[str, AfterValidator(clean_text), StringConstraints(min_length=1, max_length=80)]


class Search(Schema):
    q: Typed
    where: Literal["messages", "customers"] | None = Field(None, alias="in")
    limit: int = Field(30, ge=1, le=100)


class MessageFound(Schema):
    conversation_id: str
    seq: int
    author: Author
    text: str
    created_at: datetime
    customer: CustomerBrief | None

    @classmethod
    def of(cls, found: FoundMessage) -> "MessageFound":
        message = found.message
        return cls(
            conversation_id=message.conversation_id,
            seq=message.seq,
            author=message.author,
            text=message.text,
            created_at=message.created_at,
            customer=CustomerBrief.of(found.customer),
        )


class CustomerFound(Schema):
    id: int
    name: str
    tier: Tier
    phone_masked: str | None

    @classmethod
    def of(cls, found: FoundCustomer) -> "CustomerFound":
        customer = found.customer
        return cls(
            id=customer.id, name=customer.name, tier=customer.tier, phone_masked=found.phone_masked
        )


class Found(Listed):
    messages: list[MessageFound]
    customers: list[CustomerFound]


async def search(call: StaffCall[Search]) -> Found:
    """On the record without the words: they may be a phone or a name."""
    args = call.args
    async with reading(call.database) as session:
        said = (
            await searching.messages(session, call.viewer, args.q, args.limit)
            if args.where in (None, "messages")
            else ()
        )
        people = (
            await searching.customers(session, args.q, args.limit)
            if args.where in (None, "customers")
            else ()
        )
    await looked(call, "searched", f"search:{args.where or 'all'}")
    return Found(
        messages=[MessageFound.of(each) for each in said],
        customers=[CustomerFound.of(each) for each in people],
    )


ENDPOINTS = (StaffEndpoint("GET", "/search", Role.AGENT, search, Search),)
