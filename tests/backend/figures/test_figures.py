"""Each figure against the same computed in Python, from the rows themselves."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from random import Random
from statistics import mean, median
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from sqlalchemy.orm import selectinload

from backend.claims.rules import ClaimKind
from backend.clock import local, now
from backend.conversations.models import Author, Conversation, Message, Rating, State, new_id
from backend.customers.models import Customer
from backend.database import reading, transaction
from backend.desk.models import Case, Outcome
from backend.errors import InvalidInput
from backend.figures.performance import SPECIAL, problem_codes
from backend.figures.period import Period
from backend.figures.service import GROUPS, Report, report
from backend.invoices.models import Invoice, InvoiceState
from backend.orders.models import Order, OrderState
from backend.products.models import Product
from backend.returns.models import Return, ReturnKind
from backend.seed.service import seed
from backend.shipments.models import Shipment, ShipmentState
from backend.staff.models import Member, Role
from backend.surveys.models import Survey
from backend.tickets.models import Ticket, TicketKind, TicketState

DAYS = 20


def today() -> date:
    return local(now()).date()


PERIOD = Period(today() - timedelta(days=DAYS), today())


@pytest.fixture(params=["seeded", "postgres"])
def company(request: pytest.FixtureRequest) -> AsyncEngine:
    result: AsyncEngine = request.getfixturevalue(request.param)
    return result


@pytest.fixture
async def lively(company: AsyncEngine) -> AsyncEngine:
    """The made-up company, its desk at work, on either database."""
    await seed(company)
    async with transaction(company) as session:
        await desk_at_work(session, Random(7))
    return company


async def desk_at_work(session: AsyncSession, dice: Random) -> None:
    people = [
        Member(
            username=f"m{n}", name=f"客服{n}", role=Role.AGENT, password_hash="x", disabled=n > 3
        )
        for n in range(6)
    ]
    session.add_all(people)
    await session.flush()
    customers = list(await session.scalars(select(Customer.id).limit(12)))
    for _ in range(150):
        began = now() - timedelta(minutes=dice.randint(10, 60 * 24 * 30))
        owner = dice.choice([*customers, None])
        talk = Conversation(channel="web", state=State.CLOSED, created_at=began, customer_id=owner)
        session.add(talk)
        await session.flush()
        if dice.random() < 0.9:
            author = Author.CUSTOMER
            session.add(
                Message(
                    id=new_id(), conversation_id=talk.id, seq=1, author=author, created_at=began
                )
            )
        for _ in range(dice.choice([0, 0, 1, 1, 2])):
            session.add(case(dice, talk, people))
        if dice.random() < 0.5:
            rated = began + timedelta(minutes=dice.randint(5, 900))
            stars = dice.randint(1, 5)
            session.add(Rating(conversation_id=talk.id, stars=stars, created_at=min(rated, now())))
        await session.flush()
    for ticket in await session.scalars(select(Ticket)):
        if ticket.state is TicketState.RESOLVED:
            ticket.assignee_id = dice.choice(people).id
        if ticket.kind is TicketKind.CLAIM:
            ticket.facts = {**ticket.facts, "claim_kind": dice.choice(list(ClaimKind)).value}
    for number, invoice in enumerate(await session.scalars(select(Invoice).order_by(Invoice.id))):
        if number % 4 == 0 and invoice.state is InvoiceState.ISSUED:
            invoice.state = InvoiceState.VOID


def case(dice: Random, talk: Conversation, people: list[Member]) -> Case:
    opened = talk.created_at + timedelta(seconds=dice.randint(5, 3600))
    replied = opened + timedelta(seconds=dice.randint(5, 1200)) if dice.random() < 0.8 else None
    ended = (replied or opened) + timedelta(seconds=dice.randint(60, 9000))
    return Case(
        conversation_id=talk.id,
        opened_at=opened,
        from_seq=0,
        group="general",
        due_at=opened + timedelta(minutes=10),
        assignee_id=dice.choice(people).id if replied else None,
        claimed_at=replied,
        first_reply_at=replied,
        ended_at=ended,
        outcome=dice.choice(list(Outcome)),
    )


@dataclass
class World:
    """Every row that figures are made of."""

    products: list[Product]
    orders: list[Order]
    shipments: list[Shipment]
    tickets: list[Ticket]
    invoices: list[Invoice]
    returns: list[Return]
    surveys: list[Survey]
    talks: list[Conversation]
    messages: list[Message]
    cases: list[Case]
    ratings: list[Rating]

    def about(self, shipment: Shipment, kind: TicketKind) -> list[Ticket]:
        return [t for t in self.tickets if t.shipment_id == shipment.id and t.kind is kind]


async def read(engine: AsyncEngine) -> World:
    queries = {
        "products": select(Product).options(selectinload(Product.stock)),
        "orders": select(Order),
        "shipments": select(Shipment).options(
            selectinload(Shipment.events), selectinload(Shipment.order)
        ),
        "tickets": select(Ticket),
        "invoices": select(Invoice),
        "returns": select(Return),
        "surveys": select(Survey),
        "talks": select(Conversation),
        "messages": select(Message),
        "cases": select(Case).order_by(Case.id),
        "ratings": select(Rating),
    }
    assert set(queries) == {field.name for field in fields(World)}
    async with reading(engine) as session:
        return World(**{key: list(await session.scalars(q)) for key, q in queries.items()})


def within(moment: datetime | None) -> bool:
    return moment is not None and PERIOD.start <= moment < PERIOD.end


def part(flags: Iterable[bool]) -> float | None:
    found = list(flags)
    return sum(found) / len(found) if found else None


def middle(values: Iterable[timedelta]) -> float | None:
    found = [value.total_seconds() for value in values]
    return median(found) if found else None


def arrived(w: World) -> list[Shipment]:
    return [s for s in w.shipments if s.order and within(s.signed_at)]


def stock_out_rate(w: World) -> float | None:
    return part(sum(s.on_hand - s.reserved for s in p.stock) <= 0 for p in w.products)


def fill_rate(w: World) -> float | None:
    wanted = [
        o for o in w.orders
        if within(o.ship_by) and o.state not in (OrderState.UNPAID, OrderState.CANCELLED)
    ]  # fmt: skip
    return part(bool(o.shipped_at and o.ship_by and o.shipped_at <= o.ship_by) for o in wanted)


def order_completion_rate(w: World) -> float | None:
    done = (OrderState.DELIVERED, OrderState.COMPLETED)
    paid = [o for o in w.orders if within(o.created_at) and o.state is not OrderState.UNPAID]
    return part(o.state in done for o in paid)


def cycles(w: World) -> list[timedelta]:
    return [s.signed_at - s.order.created_at for s in arrived(w) if s.signed_at and s.order]


def order_cycle_spread(w: World) -> float | None:
    ordered = sorted(cycle.total_seconds() for cycle in cycles(w))
    n = len(ordered)
    return ordered[(3 * n + 3) // 4 - 1] - ordered[(n + 3) // 4 - 1]


def flexibility(w: World) -> float | None:
    asked = [
        t for t in w.tickets
        if t.kind in SPECIAL and within(t.created_at) and t.state is not TicketState.WITHDRAWN
    ]  # fmt: skip
    return part(
        t.state is TicketState.RESOLVED and t.resolved_at is not None and t.resolved_at <= t.sla_due
        for t in asked
    )


def recovery(w: World) -> float | None:
    problems, found = problem_codes(), []
    for shipment in w.shipments:
        good = [e.happened_at for e in shipment.events if e.code not in problems]
        solved = [
            t.resolved_at for t in w.tickets
            if t.shipment_id == shipment.id and t.state is TicketState.RESOLVED and t.resolved_at
        ]  # fmt: skip
        for event in shipment.events:
            after = [at for at in (*good, *solved) if at > event.happened_at]
            if event.code in problems and within(event.happened_at) and after:
                found.append(min(after) - event.happened_at)
    return middle(found)


def on_time_rate(w: World) -> float | None:
    return part(
        s.signed_at <= s.promised_at
        for s in w.shipments
        if s.signed_at and s.promised_at and within(s.signed_at)
    )


def damaged(w: World, s: Shipment, *kinds: ClaimKind) -> bool:
    claims = {t.facts.get("claim_kind") for t in w.about(s, TicketKind.CLAIM)}
    return any(e.code == "209" for e in s.events) or bool(claims & {k.value for k in kinds})


def undamaged_rate(w: World) -> float | None:
    gone = (ShipmentState.PENDING, ShipmentState.CANCELLED)
    return part(
        not damaged(w, s, ClaimKind.DAMAGE)
        for s in w.shipments
        if within(s.created_at) and s.state not in gone
    )


def correct_document_rate(w: World) -> float | None:
    return part(
        i.state is InvoiceState.ISSUED
        for i in w.invoices
        if within(i.requested_at) and i.state is not InvoiceState.REQUESTED
    )


RIGHTS: dict[str, Callable[[World, Shipment], bool]] = {
    "right_product": lambda w, s: (
        not any(r.order_id == s.order_id and r.kind is ReturnKind.EXCHANGE for r in w.returns)
    ),
    "right_condition": lambda w, s: not damaged(w, s, ClaimKind.DAMAGE, ClaimKind.SHORTAGE),
    "right_place": lambda w, s: (
        not any(
            t.kind is TicketKind.NOT_RECEIVED
            and (t.shipment_id == s.id or t.order_id == s.order_id)
            for t in w.tickets
        )
    ),
    "right_time": lambda _, s: bool(
        s.signed_at and (s.promised_at is None or s.signed_at <= s.promised_at)
    ),
    "right_price": lambda w, s: (
        not any(i.order_id == s.order_id and i.state is InvoiceState.VOID for i in w.invoices)
    ),
    "right_customer": lambda _, s: all(e.code != "303" for e in s.events),
}


def opinions(w: World, s: Shipment) -> list[bool]:
    return [survey.score >= 4 for survey in w.surveys if survey.shipment_id == s.id]


def seven_rights(w: World) -> float | None:
    scores = []
    for s in arrived(w):
        points = sum(right(w, s) for right in RIGHTS.values())
        said = opinions(w, s)
        scores.append((points + mean(said)) / 7 if said else points / 6)
    return mean(scores)


def opened(w: World) -> list[Case]:
    return [c for c in w.cases if within(c.opened_at)]


def sla_met(cases: list[Case]) -> float | None:
    decided = [c for c in cases if c.first_reply_at or (c.ended_at or now()) > c.due_at]
    return part(c.first_reply_at is not None and c.first_reply_at <= c.due_at for c in decided)


def ticket_sla_met(w: World) -> float | None:
    decided = [
        t for t in w.tickets
        if within(t.created_at) and (t.state is TicketState.RESOLVED or t.sla_due < now())
        and t.state is not TicketState.WITHDRAWN and t.kind is not TicketKind.FOLLOW_UP
    ]  # fmt: skip
    return part(in_time(t) for t in decided)


def in_time(t: Ticket) -> bool:
    return (
        t.state is TicketState.RESOLVED and t.resolved_at is not None and t.resolved_at <= t.sla_due
    )


def follow_up_rate(w: World) -> float | None:
    return part(
        in_time(t)
        for t in w.tickets
        if t.kind is TicketKind.FOLLOW_UP
        and within(t.sla_due)
        and (t.state is TicketState.RESOLVED or t.sla_due < now())
    )


def handover_rate(w: World) -> float | None:
    spoke = {m.conversation_id for m in w.messages if m.author is Author.CUSTOMER}
    with_people = {c.conversation_id for c in w.cases}
    return part(t.id in with_people for t in w.talks if within(t.created_at) and t.id in spoke)


def repeat_contacts(w: World) -> float | None:
    owner = {t.id: t.customer_id for t in w.talks}
    week = timedelta(days=7)
    return part(
        any(
            owner[b.conversation_id] == owner[c.conversation_id]
            and timedelta(0) < c.opened_at - b.opened_at <= week
            for b in w.cases
        )
        for c in opened(w)
        if owner[c.conversation_id] is not None
    )


def complaints(w: World) -> float | None:
    filed = sum(t.kind is TicketKind.COMPLAINT and within(t.created_at) for t in w.tickets)
    return filed * 10_000 / sum(within(s.created_at) for s in w.shipments)


EXPECTED: dict[str, Callable[[World], float | None]] = {
    "stock_out_rate": stock_out_rate,
    "fill_rate": fill_rate,
    "order_completion_rate": order_completion_rate,
    "order_cycle": lambda w: middle(cycles(w)),
    "order_cycle_spread": order_cycle_spread,
    "flexibility": flexibility,
    "recovery": recovery,
    "on_time_rate": on_time_rate,
    "undamaged_rate": undamaged_rate,
    "correct_document_rate": correct_document_rate,
    **{
        key: lambda w, right=right: part(right(w, s) for s in arrived(w))  # type: ignore[misc]
        for key, right in RIGHTS.items()
    },
    "customer_verdict": lambda w: part(o for s in arrived(w) for o in opinions(w, s)),
    "seven_rights": seven_rights,
    "first_reply": lambda w: middle(
        c.first_reply_at - c.opened_at for c in opened(w) if c.first_reply_at
    ),
    "resolution": lambda w: middle(
        c.ended_at - c.opened_at for c in opened(w) if c.ended_at and c.outcome is Outcome.RESOLVED
    ),
    "sla_met": lambda w: sla_met(opened(w)),
    "ticket_sla_met": ticket_sla_met,
    "follow_up_rate": follow_up_rate,
    "follow_up_score": lambda w: mean(
        s.score for s in w.surveys if s.ticket_id is not None and within(s.answered_at)
    ),
    "bot_resolution_rate": lambda w: 1 - (handover_rate(w) or 0),
    "handover_rate": handover_rate,
    "csat": lambda w: mean(r.stars for r in w.ratings if within(r.created_at)),
    "complaints": complaints,
    "repeat_contacts": repeat_contacts,
}


async def reported(engine: AsyncEngine, period: Period = PERIOD) -> Report:
    async with reading(engine) as session:
        return await report(session, period)


async def test_each_figure_is_what_its_rows_say(lively: AsyncEngine) -> None:
    found = await reported(lively)
    values = {f.key: f.value for figures in found.groups.values() for f in figures}
    world = await read(lively)
    expected = {key: compute(world) for key, compute in EXPECTED.items()}
    assert set(values) == set(expected)
    assert {k: v for k, v in expected.items() if v is None} == {}
    assert values == pytest.approx(expected, rel=1e-4)


async def test_each_member_is_measured_by_their_own_cases(lively: AsyncEngine) -> None:
    found, w = await reported(lively), await read(lively)
    owner: dict[int | None, list[Case]] = defaultdict(list)
    for case_ in opened(w):
        owner[case_.assignee_id].append(case_)
    assert len(found.agents) >= 4
    for row in found.agents:
        mine = owner[row.id]
        assert row.cases == len(mine)
        assert row.resolved == sum(c.outcome is Outcome.RESOLVED for c in mine)
        assert row.sla_met == pytest.approx(sla_met(mine))
        waited = middle(c.first_reply_at - c.opened_at for c in mine if c.first_reply_at)
        assert row.first_reply == pytest.approx(waited, rel=1e-4)
        assert row.csat == pytest.approx(stars(w, row.id))
        assert row.tickets_resolved == sum(
            t.assignee_id == row.id and within(t.resolved_at) for t in w.tickets
        )


def stars(w: World, member_id: int) -> float | None:
    """Of the verdicts on conversations whose last case before the verdict was the member's."""
    found = []
    for rating in w.ratings:
        before = [
            c for c in w.cases
            if c.conversation_id == rating.conversation_id and c.opened_at <= rating.created_at
        ]  # fmt: skip
        if before and before[-1].assignee_id == member_id and within(rating.created_at):
            found.append(rating.stars)
    return mean(found) if found else None


async def test_days_are_those_of_the_calendar_in_shanghai(lively: AsyncEngine) -> None:
    found, w = await reported(lively), await read(lively)
    by_day: dict[str, int] = defaultdict(int)
    for talk in w.talks:
        if within(talk.created_at):
            by_day[local(talk.created_at).date().isoformat()] += 1
    assert dict(found.series["conversations"]) == by_day
    on_time: dict[str, list[bool]] = defaultdict(list)
    for s in w.shipments:
        if s.signed_at and s.promised_at and within(s.signed_at):
            on_time[local(s.signed_at).date().isoformat()].append(s.signed_at <= s.promised_at)
    assert dict(found.series["on_time_rate"]) == pytest.approx(
        {day: mean(flags) for day, flags in on_time.items()}
    )


async def test_without_anything_there_is_no_value_and_no_error(engine: AsyncEngine) -> None:
    found = await reported(engine)
    values = {f.key: (f.value, f.n) for figures in found.groups.values() for f in figures}
    assert set(values.values()) == {(None, 0)}
    assert [len(figures) for figures in found.groups.values()] == [
        len(figures) for figures in GROUPS.values()
    ]


@pytest.mark.parametrize(("first", "last"), [(1, 0), (0, 500)])
def test_a_period_runs_forwards_and_has_an_end(first: int, last: int) -> None:
    day: Any = date(2026, 11, 1)
    with pytest.raises(InvalidInput):
        Period(day + timedelta(days=first), day + timedelta(days=last))


async def test_root_causes_are_counted_among_what_was_resolved(lively: AsyncEngine) -> None:
    world = await read(lively)
    found = Counter(
        t.facts["root_cause"]
        for t in world.tickets
        if t.state is TicketState.RESOLVED and within(t.resolved_at) and "root_cause" in t.facts
    )
    assert found
    async with reading(lively) as session:
        assert dict((await report(session, PERIOD)).causes) == found
