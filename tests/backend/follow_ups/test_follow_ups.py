"""A follow-up: planned, done, seen."""

from datetime import timedelta

import pytest
from makers import customer
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.access.service import Asker
from backend.clock import local, now
from backend.conversations.models import new_id
from backend.customers.models import Customer, Tier
from backend.database import reading, transaction
from backend.errors import InvalidInput
from backend.follow_ups.cycle import last_visit, plan_due
from backend.follow_ups.planning import Plan, plan
from backend.staff.models import Member, Role
from backend.staff.sessions import SignedIn
from backend.surveys.models import Survey
from backend.tickets.deeds import Action, Deed
from backend.tickets.errors import CauseNeeded
from backend.tickets.matter import load
from backend.tickets.models import Ticket, TicketKind, TicketState
from backend.tickets.service import Draft, file_ticket, list_tickets
from backend.tickets.work import act, fitting

TODAY = local(now()).date()


async def hired(engine: AsyncEngine) -> SignedIn:
    member = Member(username=new_id()[:12], name="王芳", role=Role.AGENT, password_hash="x")
    async with transaction(engine) as session:
        session.add(member)
    return SignedIn("s", member.id, member.username, member.name, Role.AGENT, now())


async def known(engine: AsyncEngine, tier: Tier = Tier.A, came_days_ago: int = 0) -> Customer:
    async with transaction(engine) as session:
        found = customer()
        found.tier, found.created_at = tier, now() - timedelta(days=came_days_ago)
        session.add(found)
    return found


async def follow_ups(engine: AsyncEngine) -> list[Ticket]:
    async with reading(engine) as session:
        query = select(Ticket).where(Ticket.kind == TicketKind.FOLLOW_UP).order_by(Ticket.id)
        return list(await session.scalars(query))


async def test_a_resolved_complaint_is_followed_up_on_a_later_day(engine: AsyncEngine) -> None:
    member, buyer = await hired(engine), await known(engine)
    async with transaction(engine) as session:
        draft = Draft(TicketKind.COMPLAINT, "态度差", new_id())
        complaint = (await file_ticket(session, Asker("c1", buyer.id), draft)).ticket
        deed = Deed(Action.RESOLVE, complaint.version, member, "已致歉")
        with pytest.raises(CauseNeeded):
            await act(session, complaint.ticket_no, deed)
        deed = Deed(Action.RESOLVE, complaint.version, member, "已致歉", cause="attitude")
        await act(session, complaint.ticket_no, deed)
    (planned,) = await follow_ups(engine)
    assert planned.facts == {"about": complaint.ticket_no}
    assert local(planned.sla_due).date() >= TODAY + timedelta(days=3)
    async with reading(engine) as session:
        assert (await load(session, complaint.ticket_no)).ticket.facts["root_cause"] == "attitude"
        of_the_customer = await list_tickets(session, Asker("c1", buyer.id))
    assert [ticket.kind for ticket in of_the_customer] == [TicketKind.COMPLAINT]


async def test_what_the_customer_said_is_kept_with_the_score(engine: AsyncEngine) -> None:
    member, buyer = await hired(engine), await known(engine)
    async with transaction(engine) as session:
        planned = await plan(session, Plan(buyer.id, TODAY, "问问新线路用得如何", new_id()))
        matter = await load(session, planned.ticket_no)
        assert {Action.REPLY, Action.RESOLVE} & {*fitting(matter)} == set()
        deed = Deed(Action.RECORD, matter.ticket.version, member, "很满意", score=5)
        assert await act(session, planned.ticket_no, deed) is None
    (done,) = await follow_ups(engine)
    assert (done.state, done.assignee) == (TicketState.RESOLVED, "王芳")
    async with reading(engine) as session:
        (survey,) = (await session.scalars(select(Survey))).all()
        assert (survey.score, survey.comment, survey.ticket_id) == (5, "很满意", done.id)
        assert await last_visit(session, buyer.id) == TODAY


async def test_a_follow_up_is_put_off_but_not_into_the_past(sqlite: AsyncEngine) -> None:
    member, buyer = await hired(sqlite), await known(sqlite)
    async with transaction(sqlite) as session:
        planned = await plan(session, Plan(buyer.id, TODAY, "回访", new_id()))
        later = TODAY + timedelta(days=5)
        deed = Deed(Action.POSTPONE, planned.version, member, due_on=later)
        await act(session, planned.ticket_no, deed)
        assert local(planned.sla_due).date() == later
        past = Deed(Action.POSTPONE, planned.version, member, due_on=TODAY - timedelta(days=1))
        with pytest.raises(InvalidInput):
            await act(session, planned.ticket_no, past)


async def test_a_visit_of_the_cycle_is_planned_once_and_a_week_ahead(sqlite: AsyncEngine) -> None:
    soon = await known(sqlite, Tier.A, came_days_ago=88)
    await known(sqlite, Tier.A, came_days_ago=30)
    await known(sqlite, Tier.D, came_days_ago=88)
    for _ in range(2):
        async with transaction(sqlite) as session:
            await plan_due(session, TODAY)
    assert [ticket.customer_id for ticket in await follow_ups(sqlite)] == [soon.id]
