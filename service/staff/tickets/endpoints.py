"""Tickets: list, detail, and the deeds."""

from pydantic import JsonValue
from sqlalchemy.ext.asyncio import AsyncSession

from backend.conversations.attachments import all_of
from backend.database import reading, transaction
from backend.errors import VersionConflict
from backend.orders.service import show_any_order
from backend.shipments.queries import events_of
from backend.shipments.views import TrackingView
from backend.staff import audit
from backend.staff.models import Role
from backend.staff.sessions import SignedIn
from backend.tickets.deeds import Notice
from backend.tickets.matter import Matter, load
from backend.tickets.work import act
from backend.tickets.worklist import Wanted, page
from service.http import Nothing
from service.staff.access import StaffCall, StaffEndpoint
from service.staff.tickets.detail import TicketView, view
from service.staff.tickets.schemas import Do, Filter, Row, Tickets
from service.staff.tickets.telling import tell


async def list_tickets(call: StaffCall[Filter]) -> Tickets:
    args = call.args
    wanted = Wanted(
        section=args.state,
        kind=args.kind,
        assignee_id=call.member.id if args.mine else None,
        overdue=args.overdue,
        q=args.q.strip(),
        before=args.before,
        limit=args.limit,
    )
    async with reading(call.database) as session:
        found = await page(session, wanted)
        rows = [Row.of(ticket, customer) for ticket, customer in found.rows]
    return Tickets(rows=rows, counts=found.counts, next=found.next)


async def show(call: StaffCall[Nothing]) -> TicketView:
    async with transaction(call.database) as session:
        matter = await load(session, call.path("ticket_no"))
        object_ = f"ticket:{matter.ticket.ticket_no}"
        audit.record(session, call.member.id, "ticket_seen", object_)
        return await _view(session, matter, call.member)


async def do(call: StaffCall[Do]) -> TicketView:
    """The deed, its effect, the customer's message and the record: all of them or nothing."""
    args, member, number = call.args, call.member, call.path("ticket_no")
    deed = args.deed(member)
    try:
        async with transaction(call.database) as session:
            notice = await act(session, number, deed)
            matter = await load(session, number)
            told = await _tell(session, call, matter, notice)
            result = await _view(session, matter, member)
    except VersionConflict as conflict:
        async with reading(call.database) as session:
            current = await _view(session, await load(session, number), member)
        raise VersionConflict(current=current.model_dump(mode="json", by_alias=True)) from conflict
    if told:
        call.services.hub.wake(told)
    return result


async def _tell(
    session: AsyncSession, call: StaffCall[Do], matter: Matter, notice: Notice | None
) -> str | None:
    """The conversation that was written to."""
    ticket = matter.ticket
    told = await tell(session, ticket, notice, call.member) if notice else None
    detail: dict[str, JsonValue] = {
        "action": call.args.action.value,
        "amount_fen": call.args.amount_fen,
        "member": call.args.member,
        "told": told is not None,
    }
    audit.record(session, call.member.id, "ticket_changed", f"ticket:{ticket.ticket_no}", detail)
    return told


async def _view(session: AsyncSession, matter: Matter, member: SignedIn) -> TicketView:
    ticket, shipment = matter.ticket, matter.shipment
    order = await show_any_order(session, ticket.order_id) if ticket.order_id else None
    tracking = (
        TrackingView.of(shipment, await events_of(session, shipment.id)) if shipment else None
    )
    files = await all_of(session, ticket.conversation_id) if ticket.conversation_id else []
    return view(matter, member, files, order, tracking)


ENDPOINTS = (
    StaffEndpoint("GET", "/tickets", Role.AGENT, list_tickets, Filter),
    StaffEndpoint("GET", "/tickets/{ticket_no}", Role.AGENT, show),
    StaffEndpoint("POST", "/tickets/{ticket_no}/actions", Role.AGENT, do, Do),
)
