"""Messages from the webhook's owner: signed, taken once, acknowledged before any turn runs."""

from typing import Annotated

from pydantic import Field, StringConstraints, ValidationError

from backend.conversations import opening, receipts
from backend.conversations.models import Message
from backend.conversations.receipts import Replayed
from backend.database import transaction
from backend.errors import InvalidInput, NotFound
from service.channels.webhook.signature import SIGNATURE, TIMESTAMP, check
from service.errors import Unauthenticated
from service.http import Call, Endpoint, Nothing, Schema
from service.messages.intake import announce, store
from service.messages.schemas import Accepted, ClientId, SendMessage, Text

KIND = "webhook"


class Incoming(Schema):
    message_id: ClientId = Field(description="The platform's own; a repeat of it counts once.")
    user: Annotated[str, StringConstraints(pattern=r"^[\x21-\x7e]{1,128}$")]
    text: Text | None = None
    choice_id: str | None = Field(None, max_length=32)
    locale: str = Field("zh-CN", max_length=16, pattern=r"^[A-Za-z0-9-]+$")

    def sent(self) -> SendMessage:
        return SendMessage(client_id=self.message_id, text=self.text, choice_id=self.choice_id)


async def receive(call: Call[Nothing]) -> Accepted:
    """The signature covers the raw body, so it is checked before anything is parsed."""
    secret = call.services.settings.webhook_secret
    if secret is None:
        raise NotFound("the webhook channel is not set up")
    body = await call.request.read()
    headers = call.request.headers
    signature = headers.get(SIGNATURE, "")
    check(secret, headers.get(TIMESTAMP, ""), signature, body)
    try:
        incoming = Incoming.model_validate_json(body)
        sent = incoming.sent()
    except ValidationError as error:
        raise InvalidInput from error
    message = await _take_once(call, signature, incoming, sent)
    announce(call.services, message, KIND)
    return Accepted(id=message.id, seq=message.seq)


async def _take_once(
    call: Call[Nothing], signature: str, incoming: Incoming, sent: SendMessage
) -> Message:
    async with transaction(call.services.database) as session:
        await receipts.once(session, KIND, signature)
        conversation = await opening.open_for(
            session, KIND, incoming.user, customer_id=None, locale=incoming.locale
        )
        # The lock first: of two deliveries at once, the second then sees the first one's receipt.
        await opening.lock(session, conversation.id)
        known = await receipts.message_of(session, KIND, incoming.message_id)
        if known is None:
            known = await store(session, conversation.id, sent)
            receipts.remember(session, KIND, incoming.message_id, known)
        return known


ENDPOINTS = (
    Endpoint(
        "POST",
        "/channels/webhook",
        "A message from a platform, signed with X-Yida-Timestamp and X-Yida-Signature",
        receive,
        Nothing,
        Accepted,
        status=202,
        signed=False,
        upload=True,
        errors=(Unauthenticated, Replayed, NotFound),
    ),
)
