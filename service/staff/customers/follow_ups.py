"""Planning to call a customer, of which nothing need have happened before."""

from datetime import date
from typing import Annotated
from uuid import uuid4

from pydantic import AfterValidator, Field

from backend.customers.models import Customer
from backend.database import transaction
from backend.errors import NotFound
from backend.follow_ups.planning import Plan, plan
from backend.staff import audit
from backend.staff.models import Role
from service.http import Schema
from service.messages.cleaning import clean_text
from service.staff.access import StaffCall, StaffEndpoint
from service.staff.tickets.schemas import Row


class Arrange(Schema):
    due_on: date
    text: Annotated[str, Field(max_length=200), AfterValidator(clean_text), Field(min_length=1)]


async def arrange(call: StaffCall[Arrange]) -> Row:
    customer_id, args = call.number("customer_id"), call.args
    async with transaction(call.database) as session:
        customer = await session.get(Customer, customer_id)
        if customer is None:
            raise NotFound
        key, by = f"arranged:{uuid4().hex}", call.member.name
        ticket = await plan(session, Plan(customer_id, args.due_on, args.text, key, planner=by))
        object_ = f"ticket:{ticket.ticket_no}"
        audit.record(session, call.member.id, "follow_up_planned", object_)
        return Row.of(ticket, customer)


ENDPOINTS = (
    StaffEndpoint(
        "POST", "/customers/{customer_id}/follow-ups", Role.AGENT, arrange, Arrange, status=201
    ),
)
