"""Tickets as staff sees them."""

from datetime import date, datetime
from typing import Annotated, Self

from pydantic import AfterValidator, Field

from backend.customers.models import Customer, Tier
from backend.privacy import mask_phones_in
from backend.staff.sessions import SignedIn
from backend.tickets.deeds import Action, Deed
from backend.tickets.models import Ticket, TicketKind, TicketPriority, TicketState
from backend.tickets.worklist import Section
from service.http import Schema
from service.messages.cleaning import clean_text
from service.staff.schemas import Listed, Who

TITLE_LENGTH = 60


class Filter(Schema):
    state: Section = Section.OPEN
    kind: TicketKind | None = None
    mine: bool = False
    overdue: bool = False
    q: str = Field("", max_length=80)
    before: str | None = Field(None, max_length=60)
    limit: int = Field(50, ge=1, le=200)


class Do(Schema):
    action: Action
    version: int = Field(ge=0, le=2**31 - 1)
    text: Annotated[str, Field(max_length=500), AfterValidator(clean_text)] = ""
    amount_fen: int | None = Field(None, gt=0, le=2**31 - 1)
    member: int | None = Field(None, ge=1, le=2**31 - 1, description="Whom to assign it to.")
    due_on: date | None = None
    cause: str | None = Field(None, max_length=40)
    score: int | None = Field(None, ge=1, le=5)

    def deed(self, member: SignedIn) -> Deed:
        return Deed(
            action=self.action,
            version=self.version,
            member=member,
            text=self.text,
            amount_fen=self.amount_fen,
            to_id=self.member,
            due_on=self.due_on,
            cause=self.cause,
            score=self.score,
        )


class Client(Schema):
    id: int
    name: str
    tier: Tier


class Row(Schema):
    no: str
    kind: TicketKind
    state: TicketState
    priority: TicketPriority
    tier: Tier | None
    customer: Client | None
    opened_at: datetime
    first_reply_due_at: datetime
    first_reply_at: datetime | None
    due_at: datetime
    statutory_due_at: datetime | None
    resolved_at: datetime | None
    assignee: Who | None
    version: int
    title: str

    @classmethod
    def fields(cls, ticket: Ticket, customer: Customer | None) -> dict[str, object]:
        return {
            "no": ticket.ticket_no,
            "kind": ticket.kind,
            "state": ticket.state,
            "priority": ticket.priority,
            "tier": customer.tier if customer else None,
            "customer": Client(id=customer.id, name=customer.name, tier=customer.tier)
            if customer
            else None,
            "opened_at": ticket.created_at,
            "first_reply_due_at": ticket.sla_first_due,
            "first_reply_at": ticket.first_reply_at,
            "due_at": ticket.sla_due,
            "statutory_due_at": ticket.statutory_due,
            "resolved_at": ticket.resolved_at,
            "assignee": Who(id=ticket.assignee_id, name=ticket.assignee or "")
            if ticket.assignee_id
            else None,
            "version": ticket.version,
            "title": mask_phones_in(ticket.summary)[:TITLE_LENGTH],
        }

    @classmethod
    def of(cls, ticket: Ticket, customer: Customer | None) -> Self:
        return cls.model_validate(cls.fields(ticket, customer))


class Tickets(Listed):
    rows: list[Row]
    counts: dict[TicketKind, int]
    next: str | None
