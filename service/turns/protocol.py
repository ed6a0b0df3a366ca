"""What goes to an engine worker and what comes back."""

from pydantic import BaseModel, ConfigDict, Field, JsonValue, model_validator

from backend.conversations.turns import Answer, Job, Reply
from service.texts import words

PATH = "/webhooks/yida/turn"
HEALTH = "/webhooks/yida/"


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore")


class Button(_Part):
    title: str
    payload: str


class Said(_Part):
    text: str = ""
    card: dict[str, JsonValue] | None = None
    choices: list[Button] = []

    @model_validator(mode="after")
    def _not_empty(self) -> "Said":
        if not (self.text or self.card or self.choices):
            raise ValueError("a message without content")
        return self


class Events(_Part):
    handover: bool = False
    summary: dict[str, JsonValue] | None = None


class EngineAnswer(_Part):
    """An empty list is how Rasa's own channels report a failure, so it is refused here."""

    messages: list[Said] = Field(min_length=1)
    nlu: dict[str, JsonValue] | None = None
    events: Events = Events()

    def answer(self) -> Answer:
        return Answer(
            replies=tuple(
                Reply(
                    text=said.text,
                    card=said.card,
                    buttons=tuple((button.title, button.payload) for button in said.choices),
                )
                for said in self.messages
            ),
            nlu=self.nlu,
            handover=self.events.handover,
            summary=self.events.summary,
        )


def request_body(job: Job) -> dict[str, object]:
    """Typed text goes as `text` only: a payload is a command, and only stored choices give one.

    A message of attachments alone is put into a word, for the engine needs something to read.
    """
    metadata: dict[str, object] = {
        "conversation_id": job.conversation_id,
        "turn_id": job.turn_id,
        "customer_id": job.customer_id,
        "channel": job.channel,
        "locale": job.locale,
    }
    if job.customer_name is not None:
        metadata |= {"customer_name": job.customer_name, "tier": job.tier}
    if job.attachments:
        metadata["attachments"] = job.attachments
    said: dict[str, object] = (
        {"payload": job.payload}
        if job.payload is not None
        else {"text": job.text or words("notices")["file"]}
    )
    since = [{"author": heard.author, "text": heard.text} for heard in job.since]
    return {
        "conversation_id": job.conversation_id,
        "turn_id": job.turn_id,
        **said,
        **({"since": since} if since else {}),
        "metadata": metadata,
    }
