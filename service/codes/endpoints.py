"""A phone proved by a one-time code signs its customer in, as a host site's word does."""

import asyncio
from datetime import datetime
from typing import Annotated

from pydantic import StringConstraints

from backend.codes import digits, service
from backend.codes.errors import TooManyCodes, WrongCode
from backend.conversations import opening
from backend.database import transaction
from backend.errors import Unavailable
from service.http import Call, Endpoint, Schema
from service.messages.schemas import MobilePhone
from service.middleware import address
from service.sessions.opened import SessionOpened, announce, issue, signed_in


class AskForCode(Schema):
    phone: MobilePhone


class CodeSent(Schema):
    expires_at: datetime


class GiveCode(Schema):
    code: Annotated[str, StringConstraints(pattern=r"^[0-9]{4,8}$")]


async def send_code(call: Call[AskForCode]) -> CodeSent:
    """The answer tells nothing of whether the phone is known."""
    services, phone = call.services, call.args.phone
    caller_address = address(call.request, services.settings.trusted_proxies)
    code = await asyncio.to_thread(digits.make)
    async with transaction(services.database) as session:
        expires_at = await service.issue(
            session, call.caller.conversation_id, phone, caller_address, code.hash
        )
    try:
        await services.codes.send(phone, code.digits)
    except Unavailable:
        async with transaction(services.database) as session:
            await service.not_sent(session, phone, caller_address)
        raise
    return CodeSent(expires_at=expires_at)


async def verify_code(call: Call[GiveCode]) -> SessionOpened:
    services, conversation_id = call.services, call.caller.conversation_id
    async with transaction(services.database) as session:
        attempt = await service.attempt(session, conversation_id)
    if not await asyncio.to_thread(digits.fits, call.args.code, attempt.code_hash):
        raise WrongCode
    async with transaction(services.database) as session:
        customer = await service.redeem(session, attempt)
        before = await opening.get(session, conversation_id)
        locale = before.locale if before else "zh-CN"
        conversation = await signed_in(session, call.request, customer, locale)
        opened = issue(services, session, conversation)
    announce(services, conversation)
    return opened


ENDPOINTS = (
    Endpoint(
        "POST",
        "/codes",
        "Send a one-time code to a phone",
        send_code,
        AskForCode,
        CodeSent,
        status=202,
        errors=(TooManyCodes, Unavailable),
    ),
    Endpoint(
        "POST",
        "/codes/verify",
        "Sign in with the code; the answer replaces the token, as POST /sessions does",
        verify_code,
        GiveCode,
        SessionOpened,
        errors=(WrongCode,),
    ),
)
