import asyncio
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from makers import customer, shipment
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.access.service import Asker
from backend.clock import now
from backend.conversations.models import new_id
from backend.database import reading, transaction
from backend.errors import Conflict, NotFound, VersionConflict
from backend.orders.models import Order, OrderChannel, OrderState
from backend.payouts.models import Payout, PayoutKind
from backend.payouts.rules import PAYOUTS
from backend.returns.models import Return, ReturnKind, ReturnState
from backend.staff.models import Member, Role
from backend.staff.sessions import SignedIn
from backend.tickets.deeds import Action, Deed
from backend.tickets.errors import NotNow, OverLimit, TextNeeded
from backend.tickets.matter import Matter, load
from backend.tickets.models import Ticket, TicketKind, TicketState
from backend.tickets.service import Draft, file_ticket
from backend.tickets.settling import limit_fen
from backend.tickets.work import act, fitting
from backend.tickets.worklist import Section, Wanted, page


@dataclass
class Desk:
    """One ticket and one member who works on it."""

    engine: AsyncEngine
    number: str
    member: SignedIn

    async def see(self) -> Matter:
        async with reading(self.engine) as session:
            return await load(session, self.number)

    async def do(self, action: Action, text: str = "", **more: object) -> Matter:
        """With the version that holds now, unless another is given."""
        version = more.pop("version", (await self.see()).ticket.version)
        deed = replace(Deed(action, 0, self.member, text), version=version, **more)
        async with transaction(self.engine) as session:
            await act(session, self.number, deed)
        return await self.see()

    async def payouts(self) -> list[Payout]:
        async with reading(self.engine) as session:
            return list(await session.scalars(select(Payout)))


async def hired(engine: AsyncEngine, role: Role = Role.AGENT, name: str = "王芳") -> SignedIn:
    member = Member(username=new_id()[:12], name=name, role=role, password_hash="x")
    async with transaction(engine) as session:
        session.add(member)
    return SignedIn("s", member.id, member.username, member.name, role, now())


async def desk(
    engine: AsyncEngine,
    kind: TicketKind = TicketKind.COMPLAINT,
    facts: dict[str, object] | None = None,
    words: str = "态度差",
) -> Desk:
    async with transaction(engine) as session:
        buyer, parcel = customer(), shipment()
        session.add_all([buyer, parcel])
        await session.flush()
        asker = Asker("c1", buyer.id)
        draft = Draft(kind, words, new_id(), facts or {}, parcel)
        filed = await file_ticket(session, asker, draft)
    return Desk(engine, filed.ticket.ticket_no, await hired(engine))


async def desk_of_a_return(
    engine: AsyncEngine, kind: ReturnKind = ReturnKind.REFUND, number: str = "TH202611230001"
) -> Desk:
    async with transaction(engine) as session:
        buyer = customer()
        session.add(buyer)
        await session.flush()
        order = Order(
            order_no="DD202611200001", customer_id=buyer.id, channel=OrderChannel.WEB,
            state=OrderState.DELIVERED, items_fen=9900, freight_fen=0, total_fen=9900,
            recipient_name="林晓梅", recipient_phone="13800001234", recipient_city="杭州市",
            recipient_address="浙江省杭州市余杭区文一西路969号", created_at=now(),
        )  # fmt: skip
        session.add(order)
        await session.flush()
        goods = Return(
            return_no=number, order_id=order.id, customer_id=buyer.id, kind=kind,
            state=ReturnState.REQUESTED, reason="不合适", created_at=now(),
            refund_fen=9900 if kind is ReturnKind.REFUND else 0,
        )  # fmt: skip
        session.add(goods)
        draft = Draft(
            TicketKind.RETURN, "不合适", new_id(), {"return_no": number}, order_id=order.id
        )
        filed = await file_ticket(session, Asker("c1", buyer.id), draft)
    return Desk(engine, filed.ticket.ticket_no, await hired(engine))


def state_of_goods(matter: Matter) -> ReturnState:
    assert matter.goods_back is not None
    return matter.goods_back.state


async def test_a_return_goes_from_the_request_to_the_money(engine: AsyncEngine) -> None:
    work = await desk_of_a_return(engine)
    approved = await work.do(Action.APPROVE_RETURN)
    assert (approved.ticket.state, state_of_goods(approved)) == (
        TicketState.WAITING,
        ReturnState.APPROVED,
    )
    received = await work.do(Action.RECEIVE_RETURN)
    goods = received.goods_back
    assert goods is not None
    assert goods.received_at is not None
    assert goods.refund_due == goods.received_at + timedelta(days=7)
    done = await work.do(Action.REFUND)
    assert (done.ticket.state, state_of_goods(done)) == (
        TicketState.RESOLVED,
        ReturnState.REFUNDED,
    )
    paid = await work.payouts()
    assert [(p.kind, p.amount_fen, p.granted_by) for p in paid] == [
        (PayoutKind.REFUND, 9900, "王芳")
    ]
    assert fitting(done) == [Action.REOPEN, Action.FOLLOW_UP, Action.NOTE]


async def test_an_exchange_ends_with_new_goods_and_not_with_money(sqlite: AsyncEngine) -> None:
    work = await desk_of_a_return(sqlite, ReturnKind.EXCHANGE)
    approved = await work.do(Action.APPROVE_RETURN)
    assert Action.REFUND not in fitting(approved)
    done = await work.do(Action.RESHIP)
    assert state_of_goods(done) is ReturnState.RESHIPPED
    assert await work.payouts() == []


async def test_a_ticket_is_not_resolved_while_its_goods_are_on_the_way(
    sqlite: AsyncEngine,
) -> None:
    work = await desk_of_a_return(sqlite)
    await work.do(Action.APPROVE_RETURN)
    with pytest.raises(NotNow):
        await work.do(Action.RESOLVE, "好了", cause="attitude")


async def test_a_refusal_needs_a_reason_and_can_be_reconsidered(sqlite: AsyncEngine) -> None:
    work = await desk_of_a_return(sqlite)
    with pytest.raises(TextNeeded):
        await work.do(Action.REFUSE_RETURN)
    refused = await work.do(Action.REFUSE_RETURN, "商品已使用")
    assert (refused.ticket.state, state_of_goods(refused)) == (
        TicketState.RESOLVED,
        ReturnState.REJECTED,
    )
    again = await work.do(Action.REOPEN, "补充了照片")
    assert (again.ticket.state, state_of_goods(again)) == (
        TicketState.IN_PROGRESS,
        ReturnState.REQUESTED,
    )
    assert again.ticket.resolved_at is None


async def test_a_refused_return_stays_refused_when_another_took_its_place(
    sqlite: AsyncEngine,
) -> None:
    work = await desk_of_a_return(sqlite)
    refused = await work.do(Action.REFUSE_RETURN, "商品已使用")
    goods = refused.goods_back
    assert goods is not None
    async with transaction(sqlite) as session:
        session.add(
            Return(
                return_no="TH202611230002",
                order_id=goods.order_id,
                customer_id=goods.customer_id,
                kind=ReturnKind.REFUND,
                state=ReturnState.REQUESTED,
                reason="再申请",
                created_at=now(),
            )
        )
    with pytest.raises(Conflict):
        await work.do(Action.REOPEN, "再看看")
    assert (await work.see()).ticket.state is TicketState.RESOLVED


async def test_no_more_is_refunded_than_the_goods_cost(sqlite: AsyncEngine) -> None:
    work = await desk_of_a_return(sqlite)
    await work.do(Action.APPROVE_RETURN)
    with pytest.raises(OverLimit):
        await work.do(Action.REFUND, amount_fen=9901)
    assert await work.payouts() == []
    await work.do(Action.REFUND, "扣除折旧", amount_fen=9000)
    assert [p.amount_fen for p in await work.payouts()] == [9000]


async def test_an_agent_grants_the_estimate_and_the_goodwill_and_no_more(
    sqlite: AsyncEngine,
) -> None:
    work = await desk(sqlite, TicketKind.CLAIM, {"high_fen": 8000})
    limit = limit_fen(await work.see(), work.member)
    assert limit == 8000 + 5000  # the customer is of tier C
    await work.do(Action.COMPENSATE, "外包装破损", amount_fen=limit - 1)
    with pytest.raises(OverLimit) as caught:
        await work.do(Action.COMPENSATE, "再补一点", amount_fen=2)
    assert caught.value.params["limit_fen"] == 1
    work.member = await hired(sqlite, Role.SUPERVISOR, "顾凯")
    rest = PAYOUTS.data.supervisor_fen - (limit - 1)
    await work.do(Action.COMPENSATE, "主管同意", amount_fen=rest)
    assert (await work.see()).paid_fen == PAYOUTS.data.supervisor_fen


async def test_two_who_pay_at_once_pay_once(postgres: AsyncEngine) -> None:
    work = await desk(postgres, TicketKind.CLAIM, {"high_fen": 8000})
    version = (await work.see()).ticket.version
    each = [work.do(Action.COMPENSATE, "破损", amount_fen=8000, version=version) for _ in range(8)]
    results = await asyncio.gather(*each, return_exceptions=True)
    assert sum(isinstance(result, VersionConflict) for result in results) == 7
    assert [p.amount_fen for p in await work.payouts()] == [8000]


async def test_who_saw_an_older_version_is_told(engine: AsyncEngine) -> None:
    work = await desk(engine)
    seen = (await work.see()).ticket.version
    await work.do(Action.NOTE, "已联系网点")
    with pytest.raises(VersionConflict):
        await work.do(Action.RESOLVE, "好了", cause="attitude", version=seen)
    assert (await work.see()).ticket.state is TicketState.OPEN


async def test_a_reply_stops_the_clock_of_the_first_reply_once(sqlite: AsyncEngine) -> None:
    work = await desk(sqlite)
    first = await work.do(Action.REPLY, "您好，正在核实")
    assert (first.ticket.state, first.ticket.assignee) == (TicketState.IN_PROGRESS, "王芳")
    second = await work.do(Action.REPLY, "已联系网点")
    assert second.ticket.first_reply_at == first.ticket.first_reply_at


async def test_a_note_stops_no_clock(sqlite: AsyncEngine) -> None:
    work = await desk(sqlite)
    noted = await work.do(Action.NOTE, "客户情绪激动")
    assert (noted.ticket.first_reply_at, noted.ticket.state) == (None, TicketState.OPEN)
    assert [event.note for event in noted.ticket.events][-1] == "客户情绪激动"


async def test_a_ticket_goes_to_a_colleague_who_still_works_here(sqlite: AsyncEngine) -> None:
    work = await desk(sqlite)
    colleague = await hired(sqlite, name="陈思")
    assert (await work.do(Action.ASSIGN, to_id=colleague.id)).ticket.assignee == "陈思"
    async with transaction(sqlite) as session:
        (await session.get_one(Member, colleague.id)).disabled = True
    for gone in (colleague.id, 999_999):
        with pytest.raises(NotFound):
            await work.do(Action.ASSIGN, to_id=gone)


async def test_what_does_not_fit_is_refused(sqlite: AsyncEngine) -> None:
    work = await desk(sqlite, TicketKind.CALLBACK)
    for action in (Action.REFUND, Action.APPROVE_RETURN, Action.COMPENSATE, Action.REOPEN):
        with pytest.raises(NotNow):
            await work.do(action, "不合适", amount_fen=100)


async def test_the_list_is_in_the_order_of_the_time_due_page_by_page(engine: AsyncEngine) -> None:
    for number in range(5):
        async with transaction(engine) as session:
            draft = Draft(TicketKind.COMPLAINT, "12315" if number % 2 else "慢", f"t{number}")
            await file_ticket(session, Asker("c1"), draft)
    seen: list[Ticket] = []
    wanted = Wanted(limit=2)
    async with reading(engine) as session:
        while True:
            found = await page(session, wanted)
            seen += [ticket for ticket, _ in found.rows]
            if found.next is None:
                break
            wanted = replace(wanted, before=found.next)
    dues = [ticket.sla_due for ticket in seen]
    assert len({ticket.id for ticket in seen}) == 5
    assert dues == sorted(dues)


async def test_the_list_is_filtered_and_counted(sqlite: AsyncEngine) -> None:
    work = await desk(sqlite, TicketKind.CLAIM, words="箱子100%压扁了")
    async with transaction(sqlite) as session:
        await file_ticket(session, Asker("c2"), Draft(TicketKind.CALLBACK, "回电", "t1"))
    await work.do(Action.ASSIGN)

    async def numbers(wanted: Wanted) -> list[str]:
        async with reading(sqlite) as session:
            return [ticket.ticket_no for ticket, _ in (await page(session, wanted)).rows]

    async with reading(sqlite) as session:
        counts = (await page(session, Wanted(kind=TicketKind.CLAIM))).counts
    assert counts == {TicketKind.CLAIM: 1, TicketKind.CALLBACK: 1}
    assert await numbers(Wanted(assignee_id=work.member.id)) == [work.number]
    for part in ("100%", "林晓", "SF19999", work.number[-6:]):
        assert await numbers(Wanted(q=part)) == [work.number], part
    assert await numbers(Wanted(q="1%压")) == []
    assert await numbers(Wanted(overdue=True)) == []
    await work.do(Action.RESOLVE, "已赔付", cause="damage")
    assert await numbers(Wanted(section=Section.CLOSED)) == [work.number]


async def test_overdue_is_by_either_clock(sqlite: AsyncEngine) -> None:
    work = await desk(sqlite)
    async with transaction(sqlite) as session:
        ticket = (await load(session, work.number)).ticket
        ticket.statutory_due = now() - timedelta(minutes=1)
    async with reading(sqlite) as session:
        found = await page(session, Wanted(overdue=True))
    assert [ticket.ticket_no for ticket, _ in found.rows] == [work.number]
