"""The desk's lists, and one conversation with its messages and notes."""

from pydantic import Field

from backend.database import reading
from backend.desk import lists, notes
from backend.desk import reading as desk
from backend.desk.lists import Listing, Wanted
from backend.desk.reading import Span
from backend.desk.visibility import see
from backend.errors import Forbidden
from backend.reviews import service as reviews
from backend.staff.models import Role
from service.http import Nothing, Schema
from service.staff.access import StaffCall, StaffEndpoint
from service.staff.desk.history import History, NoteView, StaffMessage
from service.staff.desk.schemas import Detail, RowList, RowView
from service.staff.looks import looked


class WhichList(Schema):
    list: Listing
    q: str = Field("", max_length=80)
    before: str | None = Field(None, max_length=80)
    limit: int = Field(100, ge=1, le=500)


class WhichMessages(Schema):
    before: int | None = Field(None, ge=0, le=2**31 - 1)
    after: int | None = Field(None, ge=0, le=2**31 - 1)
    limit: int = Field(100, ge=1, le=200)


async def show_list(call: StaffCall[WhichList]) -> RowList:
    args, viewer = call.args, call.viewer
    if args.list is Listing.ALL and not viewer.sees_all:
        raise Forbidden
    if args.q:
        await looked(call, "searched", f"list:{args.list.value}")
    wanted = Wanted(args.list, args.q.strip(), args.before, args.limit)
    async with reading(call.database) as session:
        page = await lists.page(session, viewer, wanted)
        counts = (await lists.shared_counts(session)).of(viewer)
    return RowList(rows=[RowView.of(row) for row in page.rows], counts=counts, next=page.next)


async def show(call: StaffCall[Nothing]) -> Detail:
    conversation_id = call.path("conversation_id")
    async with reading(call.database) as session:
        await see(session, call.viewer, conversation_id)
        found = await desk.around(session, conversation_id)
    await looked(call, "conversation_read", f"conversation:{conversation_id}")
    return Detail.around(found)


async def messages(call: StaffCall[WhichMessages]) -> History:
    """All notes come with every page: there are few, and they belong between the messages."""
    args, conversation_id = call.args, call.path("conversation_id")
    async with reading(call.database) as session:
        conversation = await see(session, call.viewer, conversation_id)
        span = Span(args.before, args.after, args.limit)
        found = await desk.messages(session, conversation_id, span)
        written = await notes.of(session, conversation_id)
        reviewed = await reviews.states(session, [message.id for message, _ in found])
    await looked(call, "conversation_read", f"conversation:{conversation_id}")
    return History(
        messages=[
            StaffMessage.known(message, delivery, reviewed.get(message.id))
            for message, delivery in found
        ],
        notes=[NoteView.of(note, member) for note, member in written],
        last_seq=conversation.last_seq,
    )


ENDPOINTS = (
    StaffEndpoint("GET", "/conversations", Role.AGENT, show_list, WhichList),
    StaffEndpoint("GET", "/conversations/{conversation_id}", Role.AGENT, show),
    StaffEndpoint(
        "GET", "/conversations/{conversation_id}/messages", Role.AGENT, messages, WhichMessages
    ),
)
