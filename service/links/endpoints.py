"""A code for a signed-in customer to type in a messaging app, and their word on notices."""

from datetime import datetime

from backend.database import reading, transaction
from backend.links.service import issue_code
from backend.notices import consent
from service.errors import SignInRequired, TooMany
from service.http import Call, Endpoint, Nothing, Schema


class LinkCodeMade(Schema):
    code: str
    expires_at: datetime


class NoticesWanted(Schema):
    wanted: bool


async def make_code(call: Call[Nothing]) -> LinkCodeMade:
    await call.services.per_session.take(call.caller.conversation_id)
    async with transaction(call.services.database) as session:
        issued = await issue_code(session, _customer(call.caller.customer_id))
    return LinkCodeMade(code=issued.code, expires_at=issued.expires_at)


async def show_wish(call: Call[Nothing]) -> NoticesWanted:
    customer_id = _customer(call.caller.customer_id)
    async with reading(call.services.database) as session:
        return NoticesWanted(wanted=await consent.is_given(session, customer_id))


async def change_wish(call: Call[NoticesWanted]) -> NoticesWanted:
    customer_id = _customer(call.caller.customer_id)
    async with transaction(call.services.database) as session:
        await consent.change(session, customer_id, given=call.args.wanted)
    return call.args


def _customer(customer_id: int | None) -> int:
    if customer_id is None:
        raise SignInRequired
    return customer_id


ENDPOINTS = (
    Endpoint(
        "POST",
        "/links",
        "A code to type in a messaging app (绑定 CODE), which links it to the customer",
        make_code,
        Nothing,
        LinkCodeMade,
        status=201,
        errors=(SignInRequired, TooMany),
    ),
    Endpoint(
        "GET",
        "/notices",
        "Whether the customer wants to be told of their parcels unasked",
        show_wish,
        Nothing,
        NoticesWanted,
        errors=(SignInRequired,),
    ),
    Endpoint(
        "POST",
        "/notices",
        "Agree to notices, or no longer",
        change_wish,
        NoticesWanted,
        NoticesWanted,
        errors=(SignInRequired,),
    ),
)
