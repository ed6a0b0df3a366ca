"""The profile, masked and recorded; and what is behind the masks, with a reason."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated

from pydantic import AfterValidator, ConfigDict, Field

from backend.conversations.models import State
from backend.customers.models import Customer, CustomerKind, Tier
from backend.customers.tiers import TIERS, Measures, score_of
from backend.database import transaction
from backend.orders.views import OrderView
from backend.profiles import service as profiles
from backend.profiles.service import Profile, Secret
from backend.shipments.views import ShipmentSummary
from backend.staff import audit
from backend.staff.models import Role
from service.http import Nothing, Schema
from service.messages.cleaning import clean_text
from service.staff.access import StaffCall, StaffEndpoint
from service.staff.schemas import Listed
from service.staff.tickets.schemas import Row

Reason = Annotated[
    str, Field(max_length=200), AfterValidator(clean_text), Field(min_length=2, max_length=200)
]


class Talk(Schema):
    model_config = ConfigDict(from_attributes=True)

    id: str
    channel: str
    state: State
    created_at: datetime
    updated_at: datetime


class Visits(Schema):
    """`next_on` is null for a tier that is not visited."""

    last_on: date | None
    next_on: date | None
    cycle_months: int | None


class Grading(Schema):
    """Why the customer has the tier, each from 0 to 100, and what it promises them."""

    score: float
    industry_fit: int
    trade_volume: int
    trade_frequency: int
    credit_standing: int
    first_reply_minutes: int
    resolution_hours: int

    @classmethod
    def of(cls, customer: Customer) -> "Grading":
        measures = Measures(
            customer.industry_fit,
            customer.trade_volume,
            customer.trade_frequency,
            customer.credit_standing,
        )
        row = TIERS.data.tiers[customer.tier]
        return cls(
            score=score_of(measures),
            **asdict(measures),
            first_reply_minutes=row.first_reply_minutes,
            resolution_hours=row.resolution_hours,
        )


class ProfileView(Listed):
    id: int
    name: str
    kind: CustomerKind
    tier: Tier
    grading: Grading
    is_merchant: bool
    account_owner: str | None
    phone_masked: str | None
    since: datetime
    orders: list[OrderView]
    shipments: list[ShipmentSummary]
    tickets: list[Row]
    conversations: list[Talk]
    visits: Visits

    @classmethod
    def of(cls, found: Profile) -> "ProfileView":
        customer = found.customer
        return cls(
            id=customer.id,
            name=customer.name,
            kind=customer.kind,
            tier=customer.tier,
            grading=Grading.of(customer),
            is_merchant=customer.is_merchant,
            account_owner=customer.account_owner,
            phone_masked=found.phone_masked,
            since=customer.created_at,
            orders=found.orders,
            shipments=found.shipments,
            tickets=[Row.of(ticket, customer) for ticket in found.tickets],
            conversations=[Talk.model_validate(row) for row in found.conversations],
            visits=Visits(
                last_on=found.last_visit,
                next_on=found.next_visit.due_on if found.next_visit else None,
                cycle_months=found.next_visit.cycle_months if found.next_visit else None,
            ),
        )


class Ask(Schema):
    field: Secret
    reason: Reason


class Revealed(Schema):
    value: str


async def show(call: StaffCall[Nothing]) -> ProfileView:
    customer_id = call.number("customer_id")
    async with transaction(call.database) as session:
        found = await profiles.profile(session, call.viewer, customer_id)
        audit.record(session, call.member.id, "customer_seen", f"customer:{customer_id}")
    return ProfileView.of(found)


async def reveal(call: StaffCall[Ask]) -> Revealed:
    """The record is committed before the value is shown."""
    customer_id, args = call.number("customer_id"), call.args
    async with transaction(call.database) as session:
        value = await profiles.reveal(session, customer_id, args.field)
        detail = {"field": args.field.value, "reason": args.reason}
        object_ = f"customer:{customer_id}"
        audit.record(session, call.member.id, "customer_revealed", object_, {**detail})
    return Revealed(value=value)


ENDPOINTS = (
    StaffEndpoint("GET", "/customers/{customer_id}", Role.AGENT, show),
    StaffEndpoint("POST", "/customers/{customer_id}/reveal", Role.AGENT, reveal, Ask),
)
