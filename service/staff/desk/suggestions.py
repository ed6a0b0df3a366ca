"""Knowledge texts that fit what the customer said last."""

from backend.conversations.models import Author
from backend.database import reading
from backend.desk import reading as desk
from backend.desk.reading import Span
from backend.desk.summaries import intent_of
from backend.desk.visibility import see
from backend.staff.models import Role
from service.http import Nothing, Schema
from service.settings import ROOT
from service.staff.access import StaffCall, StaffEndpoint
from service.staff.desk.knowledge import knowledge
from service.staff.schemas import Listed

FOLDER = ROOT / "data" / "nlu" / "faq"
LOOKED_AT, LAST = 30, 3


class Suggestion(Schema):
    key: str
    title: str
    text: str


class Suggestions(Listed):
    suggestions: list[Suggestion]


async def show(call: StaffCall[Nothing]) -> Suggestions:
    conversation_id = call.path("conversation_id")
    async with reading(call.database) as session:
        await see(session, call.viewer, conversation_id)
        said = [
            row[0] for row in await desk.messages(session, conversation_id, Span(limit=LOOKED_AT))
        ]
    heard = [message for message in said if message.author is Author.CUSTOMER][-LAST:]
    fitting = knowledge(FOLDER).suggest(
        [message.text for message in heard],
        [intent for message in heard if (intent := intent_of(message))],
    )
    return Suggestions(
        suggestions=[Suggestion(key=text.key, title=text.title, text=text.text) for text in fitting]
    )


ENDPOINTS = (
    StaffEndpoint("GET", "/conversations/{conversation_id}/suggestions", Role.AGENT, show),
)
