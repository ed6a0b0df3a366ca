"""Updates from Telegram: a secret in the header proves them, `update_id` tells repeats."""

import json

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

from backend.errors import InvalidInput
from service.channels.base import Answer, Call, Incoming, Received, check_equal
from service.texts import words

HEADER = "x-telegram-bot-api-secret-token"
START = "/start"


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore")


class Chat(_Part):
    id: int
    type: str


class Photo(_Part):
    file_id: str


class Message(_Part):
    chat: Chat
    text: str = ""
    caption: str = ""
    photo: list[Photo] = []


class Pressed(_Part):
    id: str
    data: str = ""
    message: Message | None = None


class Update(_Part):
    update_id: int = Field(ge=0)
    message: Message | None = None
    callback_query: Pressed | None = None


def read(secret: SecretStr, call: Call) -> Received:
    check_equal(call.headers.get(HEADER, ""), secret.get_secret_value())
    try:
        update = Update.model_validate_json(call.body)
    except ValidationError as error:
        raise InvalidInput from error
    key = str(update.update_id)
    if (pressed := update.callback_query) is not None:
        return _pressed(key, pressed)
    if update.message is None or update.message.chat.type != "private":
        return Received()
    return Received((_said(key, update.message),))


def _said(key: str, message: Message) -> Incoming:
    text = message.text or message.caption
    return Incoming(
        message_id=key,
        user=str(message.chat.id),
        text=words("channels")["hello"] if text == START else text,
        # The last one is the largest.
        picture=message.photo[-1].file_id if message.photo else None,
    )


def _pressed(key: str, pressed: Pressed) -> Received:
    """The answer ends the button's waiting sign."""
    done = {"method": "answerCallbackQuery", "callback_query_id": pressed.id}
    answer = Answer(json.dumps(done), "application/json")
    if pressed.message is None or pressed.message.chat.type != "private":
        return Received(answer=answer)
    said = Incoming(key, str(pressed.message.chat.id), pressed=pressed.data)
    return Received((said,), answer)
