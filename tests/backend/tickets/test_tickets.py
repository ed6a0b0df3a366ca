import asyncio

import pytest
from makers import customer, shipment
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.access.models import Level
from backend.access.service import Asker, grant
from backend.database import reading, transaction
from backend.errors import Conflict, Forbidden, NotFound
from backend.shipments.models import Shipment
from backend.tickets.models import Ticket, TicketEventKind, TicketKind, TicketPriority, TicketState
from backend.tickets.queries import history
from backend.tickets.service import (
    Draft,
    Filed,
    change_state,
    file_ticket,
    get_ticket,
    urge_ticket,
    withdraw_ticket,
)


async def recipient_of_a_parcel(engine: AsyncEngine) -> tuple[Asker, Shipment]:
    async with transaction(engine) as session:
        owner, parcel = customer(), shipment()
        session.add_all([owner, parcel])
    return Asker("c1", owner.id), parcel


async def file(engine: AsyncEngine, asker: Asker, draft: Draft) -> Filed:
    async with transaction(engine) as session:
        return await file_ticket(session, asker, draft)


async def test_one_turn_files_one_ticket_however_often_it_runs(engine: AsyncEngine) -> None:
    asker = Asker("c1")
    draft = Draft(TicketKind.COMPLAINT, "快递员态度差", "turn-1")
    filed = await asyncio.gather(*(file(engine, asker, draft) for _ in range(8)))
    assert len({each.ticket.ticket_no for each in filed}) == 1
    async with reading(engine) as session:
        assert await session.scalar(select(func.count(Ticket.id))) == 1
        opened = await history(session, filed[0].ticket.id)
    assert [event.kind for event in opened] == [TicketEventKind.OPENED]


async def test_repeats_on_one_parcel_join_the_open_ticket(engine: AsyncEngine) -> None:
    asker, parcel = await recipient_of_a_parcel(engine)
    drafts = [Draft(TicketKind.EXPEDITE, "催", f"turn-{n}", shipment=parcel) for n in range(4)]
    filed = await asyncio.gather(*(file(engine, asker, draft) for draft in drafts))
    assert len({each.ticket.ticket_no for each in filed}) == 1
    assert sum(each.merged for each in filed) == 3


async def test_a_parcel_is_redirected_once(engine: AsyncEngine) -> None:
    asker, parcel = await recipient_of_a_parcel(engine)
    await file(engine, asker, Draft(TicketKind.CHANGE_ADDRESS, "改", "t1", shipment=parcel))
    with pytest.raises(Conflict):
        await file(engine, asker, Draft(TicketKind.CHANGE_ADDRESS, "再改", "t2", shipment=parcel))


async def test_the_recipient_cannot_intercept(engine: AsyncEngine) -> None:
    asker, parcel = await recipient_of_a_parcel(engine)
    with pytest.raises(Forbidden):
        await file(engine, asker, Draft(TicketKind.INTERCEPT, "退回", "t1", shipment=parcel))


async def test_a_phone_tail_is_enough_to_urge_and_not_to_claim(engine: AsyncEngine) -> None:
    _, parcel = await recipient_of_a_parcel(engine)
    asker = Asker("anonymous")
    async with transaction(engine) as session:
        await grant(session, asker, parcel, Level.TRACE)
    await file(engine, asker, Draft(TicketKind.EXPEDITE, "催", "t1", shipment=parcel))
    with pytest.raises(Forbidden):
        await file(engine, asker, Draft(TicketKind.CLAIM, "赔", "t2", shipment=parcel))


async def test_naming_the_regulator_makes_it_urgent(sqlite: AsyncEngine) -> None:
    calm = await file(sqlite, Asker("c1"), Draft(TicketKind.COMPLAINT, "态度差", "t1"))
    angry = await file(sqlite, Asker("c1"), Draft(TicketKind.COMPLAINT, "我要打12305", "t2"))
    assert calm.ticket.priority is TicketPriority.HIGH
    assert angry.ticket.priority is TicketPriority.URGENT
    assert angry.ticket.sla_due < calm.ticket.sla_due


async def test_only_complaints_have_the_statutory_clock(sqlite: AsyncEngine) -> None:
    complaint = await file(sqlite, Asker("c1"), Draft(TicketKind.COMPLAINT, "差", "t1"))
    callback = await file(sqlite, Asker("c1"), Draft(TicketKind.CALLBACK, "回电", "t1"))
    due = complaint.ticket.statutory_due
    assert due is not None
    assert (due - complaint.ticket.created_at).days == 7
    assert callback.ticket.statutory_due is None


async def test_a_foreign_ticket_reads_like_a_missing_one(sqlite: AsyncEngine) -> None:
    filed = await file(sqlite, Asker("c1"), Draft(TicketKind.COMPLAINT, "差", "t1"))
    async with reading(sqlite) as session:
        assert (await get_ticket(session, Asker("c1"), filed.ticket.ticket_no)).id
        for number in (filed.ticket.ticket_no, "GD200001010001"):
            with pytest.raises(NotFound):
                await get_ticket(session, Asker("c2"), number)


async def test_urging_is_in_the_history_and_never_lowers_the_priority(sqlite: AsyncEngine) -> None:
    filed = await file(sqlite, Asker("c1"), Draft(TicketKind.COMPLAINT, "我要曝光", "t1"))
    async with transaction(sqlite) as session:
        ticket = await urge_ticket(session, Asker("c1"), filed.ticket.ticket_no, "都三天了")
        assert ticket.priority is TicketPriority.URGENT
    async with reading(sqlite) as session:
        assert [event.kind for event in await history(session, filed.ticket.id)] == [
            TicketEventKind.OPENED,
            TicketEventKind.URGED,
        ]


async def test_a_withdrawn_ticket_cannot_be_withdrawn_again(sqlite: AsyncEngine) -> None:
    filed = await file(sqlite, Asker("c1"), Draft(TicketKind.COMPLAINT, "差", "t1"))
    async with transaction(sqlite) as session:
        ticket = await withdraw_ticket(session, Asker("c1"), filed.ticket.ticket_no)
        assert ticket.state is TicketState.WITHDRAWN
    async with transaction(sqlite) as session:
        with pytest.raises(Conflict):
            await withdraw_ticket(session, Asker("c1"), filed.ticket.ticket_no)


async def test_of_two_people_saving_at_once_the_later_is_told(postgres: AsyncEngine) -> None:
    filed = await file(postgres, Asker("c1"), Draft(TicketKind.COMPLAINT, "差", "t1"))
    number = filed.ticket.ticket_no

    async def both_at_once() -> None:
        async with transaction(postgres) as slow:
            mine = await get_ticket(slow, Asker("c1"), number)
            async with transaction(postgres) as quick:
                theirs = await get_ticket(quick, Asker("c1"), number)
                await change_state(quick, theirs, TicketState.IN_PROGRESS, "方琳")
            await change_state(slow, mine, TicketState.RESOLVED, "顾凯")

    with pytest.raises(Conflict):
        await both_at_once()
    async with reading(postgres) as session:
        saved = await get_ticket(session, Asker("c1"), number)
    assert saved.state is TicketState.IN_PROGRESS
