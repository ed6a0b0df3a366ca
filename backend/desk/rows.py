"""A conversation as one row of the desk's lists."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from backend.conversations.models import Author, Conversation, Message, State
from backend.customers.models import Customer
from backend.desk.ending import AT_THE_DESK
from backend.desk.models import Case
from backend.staff.models import Member

LOW_CONFIDENCE = 0.6

Assignee, Offered = aliased(Member), aliased(Member)
Last = aliased(Message)

_latest_case = (
    select(func.max(Case.id))
    .where(Case.conversation_id == Conversation.id)
    .correlate(Conversation)
    .scalar_subquery()
)


def _newest_nlu() -> Any:
    """What was understood of the customer's newest message."""
    return (
        select(Message.nlu)
        .where(Message.conversation_id == Conversation.id, Message.author == Author.CUSTOMER)
        .order_by(Message.seq.desc())
        .limit(1)
        .correlate(Conversation)
        .scalar_subquery()
    )


def _first_unanswered() -> Any:
    """When the customer first wrote after the member's last words, within the case."""
    said = aliased(Message)
    answered = (
        select(func.max(said.seq))
        .where(
            said.conversation_id == Conversation.id,
            said.seq > Case.from_seq,
            said.author == Author.AGENT,
        )
        .correlate(Conversation, Case)
        .scalar_subquery()
    )
    return (
        select(func.min(Message.created_at))
        .where(
            Message.conversation_id == Conversation.id,
            Message.author == Author.CUSTOMER,
            Message.seq > answered,
        )
        .correlate(Conversation, Case)
        .scalar_subquery()
    )


@dataclass(frozen=True)
class Row:
    """`case` is the latest one; it is open only while the conversation is at the desk."""

    conversation: Conversation
    case: Case | None
    customer: Customer | None
    assignee: Member | None
    offered_to: Member | None
    last_message: Message | None
    low_confidence: bool
    unanswered_since: datetime | None

    @property
    def open_case(self) -> Case | None:
        at_desk = self.conversation.state in AT_THE_DESK
        return self.case if at_desk and self.case and self.case.ended_at is None else None

    @property
    def closed_at(self) -> datetime | None:
        if self.conversation.state is State.CLOSED:
            return self.conversation.updated_at
        return self.case.ended_at if self.case and not self.open_case else None

    @property
    def version(self) -> int:
        """Grows with every change, whichever process makes it."""
        return int(self.conversation.updated_at.timestamp() * 1000)


def rows_query() -> Select[Any]:
    return (
        select(
            Conversation,
            Case,
            Customer,
            Assignee,
            Offered,
            Last,
            _newest_nlu(),
            _first_unanswered(),
        )
        .outerjoin(Case, Case.id == _latest_case)
        .outerjoin(Customer, Customer.id == Conversation.customer_id)
        .outerjoin(Assignee, Assignee.id == Case.assignee_id)
        .outerjoin(Offered, Offered.id == Case.offered_to_id)
        .outerjoin(
            Last,
            (Last.conversation_id == Conversation.id) & (Last.seq == Conversation.last_seq),
        )
    )


async def rows(session: AsyncSession, query: Select[Any]) -> list[Row]:
    result = await session.execute(query, execution_options={"populate_existing": True})
    return [_row(found) for found in result]


async def rows_of(session: AsyncSession, conversation_ids: Collection[str]) -> Sequence[Row]:
    return await rows(session, rows_query().where(Conversation.id.in_(conversation_ids)))


def _row(found: Any) -> Row:
    conversation, case, customer, assignee, offered_to, last, nlu, unanswered = found
    confidence = (nlu or {}).get("confidence")
    waiting_since = case.opened_at if case and case.first_reply_at is None else unanswered
    return Row(
        conversation=conversation,
        case=case,
        customer=customer,
        assignee=assignee,
        offered_to=offered_to,
        last_message=last,
        low_confidence=isinstance(confidence, int | float) and confidence < LOW_CONFIDENCE,
        unanswered_since=waiting_since,
    )
