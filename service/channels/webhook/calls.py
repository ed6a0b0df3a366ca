"""Calls from the webhook's owner: signed over the body, each signature good for one call."""

from typing import Annotated

from pydantic import Field, HttpUrl, SecretStr, StringConstraints, ValidationError, model_validator

from backend.errors import InvalidInput
from service.channels.base import Call, Incoming, Received
from service.channels.webhook.signature import SIGNATURE, TIMESTAMP, check
from service.http import Schema
from service.messages.schemas import ClientId, Text


class Body(Schema):
    message_id: ClientId = Field(description="The platform's own; a repeat of it counts once.")
    user: Annotated[str, StringConstraints(pattern=r"^[\x21-\x7e]{1,128}$")]
    text: Text | None = None
    choice_id: str | None = Field(None, max_length=80, description="<message id>/<choice id>.")
    picture: HttpUrl | None = Field(None, description="At the host that takes the replies.")
    locale: str = Field("zh-CN", max_length=16, pattern=r"^[A-Za-z0-9-]+$")

    @model_validator(mode="after")
    def _says_something(self) -> "Body":
        if not (self.text or self.choice_id or self.picture):
            raise ValueError("nothing to send")
        return self


def read(secret: SecretStr, call: Call) -> Received:
    signature = call.headers.get(SIGNATURE.lower(), "")
    check(secret, call.headers.get(TIMESTAMP.lower(), ""), signature, call.body)
    try:
        body = Body.model_validate_json(call.body)
    except ValidationError as error:
        raise InvalidInput from error
    incoming = Incoming(
        message_id=body.message_id,
        user=body.user,
        text=body.text or "",
        pressed=body.choice_id,
        picture=str(body.picture) if body.picture else None,
        locale=body.locale,
    )
    return Received((incoming,), answer=None, once=signature)
