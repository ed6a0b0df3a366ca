"""The demo shop's side of signing in: what a host site does on its own server."""

from typing import Annotated

from pydantic import Field, RootModel

from backend.conversations.identity import demo_customers
from backend.database import reading
from backend.errors import NotFound
from service.http import Call, Endpoint, Nothing, Schema
from service.sessions.identity import sign


class DemoCustomer(Schema):
    external_id: str
    name: str
    tier: str


class DemoCustomers(RootModel[list[DemoCustomer]]):
    """The customers one can sign in as."""


class WhichCustomer(Schema):
    customer: Annotated[str, Field(max_length=64)]


class DemoIdentity(Schema):
    identity: str


async def list_customers(call: Call[Nothing]) -> DemoCustomers:
    return DemoCustomers(await _known(call))


async def give_identity(call: Call[WhichCustomer]) -> DemoIdentity:
    secret = call.services.settings.identity_secret
    for customer in await _known(call):
        if customer.external_id == call.args.customer and secret is not None:
            return DemoIdentity(identity=sign(customer.external_id, customer.name, secret))
    raise NotFound


async def _known(call: Call[Nothing] | Call[WhichCustomer]) -> list[DemoCustomer]:
    async with reading(call.services.database) as session:
        found = await demo_customers(session)
        return [
            DemoCustomer(external_id=row.external_id, name=row.name, tier=row.tier)
            for row in found
            if row.external_id is not None
        ]


ENDPOINTS = (
    Endpoint(
        "GET",
        "/demo/customers",
        "Customers the demo page can sign in as",
        list_customers,
        Nothing,
        DemoCustomers,
        signed=False,
    ),
    Endpoint(
        "GET",
        "/demo/identity",
        "A signed identity of one of them",
        give_identity,
        WhichCustomer,
        DemoIdentity,
        signed=False,
        errors=(NotFound,),
    ),
)
