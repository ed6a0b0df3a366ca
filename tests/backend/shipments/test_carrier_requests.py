import pytest
from makers import WAYBILL
from parcels import Parcel, parcel, the_shipment, tickets
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.access.service import Asker
from backend.database import reading, transaction
from backend.errors import Conflict, InvalidInput, NotFound
from backend.shipments import queries
from backend.shipments.decisions import Answer, decide
from backend.shipments.intercepting import intercept, intercept_terms
from backend.shipments.models import Shipment, ShipmentState
from backend.shipments.outcomes import AskedBefore, NotEligible, Requested, Terms
from backend.shipments.redirecting import NewRecipient, change_address, change_terms
from backend.shipments.urging import Urged, urge
from backend.tickets.models import TicketState

BEIJING = NewRecipient(address="北京市朝阳区建国路1号")


async def stop(engine: AsyncEngine, asker: Asker, turn_id: str) -> object:
    async with transaction(engine) as session:
        return await intercept(session, asker, WAYBILL, words="退回来", turn_id=turn_id)


async def redirect(
    engine: AsyncEngine, asker: Asker, wanted: NewRecipient, turn_id: str = "t1"
) -> object:
    async with transaction(engine) as session:
        return await change_address(
            session, asker, WAYBILL, wanted, words="改地址", turn_id=turn_id
        )


async def stopped(engine: AsyncEngine) -> tuple[Parcel, Requested]:
    people = await parcel(engine, ShipmentState.IN_TRANSIT)
    outcome = await stop(engine, people.sender, "t1")
    assert isinstance(outcome, Requested)
    return people, outcome


async def answer(engine: AsyncEngine, ticket_no: str, given: Answer) -> None:
    async with transaction(engine) as session:
        await decide(session, ticket_no, given, "carrier says so")


async def test_terms_are_told_before_anything_is_asked_for(sqlite: AsyncEngine) -> None:
    people = await parcel(sqlite, ShipmentState.DELIVERING)
    async with transaction(sqlite) as session:
        assert await intercept_terms(session, people.sender, WAYBILL) == Terms(WAYBILL, 1500)
        assert await change_terms(session, people.recipient, WAYBILL) == Terms(WAYBILL, 500)
    assert await tickets(sqlite) == []


async def test_an_interception_waits_for_the_carriers_word(engine: AsyncEngine) -> None:
    _, requested = await stopped(engine)
    assert requested.fee_fen == 1000
    assert (await the_shipment(engine)).state is ShipmentState.IN_TRANSIT
    await answer(engine, requested.ticket_no, Answer.ACCEPTED)
    row = await the_shipment(engine)
    assert row.state is ShipmentState.INTERCEPTED
    async with reading(engine) as session:
        assert (await queries.events_of(session, row.id))[0].code == "601"
    (ticket,) = await tickets(engine)
    assert (ticket.state, ticket.facts["carrier"]) == (TicketState.RESOLVED, "accepted")


async def test_a_refused_interception_changes_nothing(sqlite: AsyncEngine) -> None:
    _, requested = await stopped(sqlite)
    await answer(sqlite, requested.ticket_no, Answer.REFUSED)
    assert (await the_shipment(sqlite)).state is ShipmentState.IN_TRANSIT
    (ticket,) = await tickets(sqlite)
    assert ticket.facts["carrier"] == "refused"


async def test_the_carrier_answers_once(sqlite: AsyncEngine) -> None:
    _, requested = await stopped(sqlite)
    await answer(sqlite, requested.ticket_no, Answer.REFUSED)
    with pytest.raises(Conflict):
        await answer(sqlite, requested.ticket_no, Answer.ACCEPTED)


async def test_a_delivered_parcel_is_not_intercepted_after_all(sqlite: AsyncEngine) -> None:
    _, requested = await stopped(sqlite)
    async with transaction(sqlite) as session:
        await session.execute(update(Shipment).values(state=ShipmentState.SIGNED))
    with pytest.raises(Conflict):
        await answer(sqlite, requested.ticket_no, Answer.ACCEPTED)
    (ticket,) = await tickets(sqlite)
    assert ticket.facts["carrier"] == "requested"


async def test_only_what_was_asked_of_the_carrier_is_answered(sqlite: AsyncEngine) -> None:
    people = await parcel(sqlite, ShipmentState.IN_TRANSIT)
    async with transaction(sqlite) as session:
        urged = await urge(session, people.recipient, WAYBILL, words="催", turn_id="t1")
    assert isinstance(urged, Urged)
    for ticket_no in (urged.ticket_no, "GD200001010001"):
        with pytest.raises(NotFound):
            await answer(sqlite, ticket_no, Answer.ACCEPTED)


async def test_a_parcel_is_intercepted_once_and_a_repeated_turn_is_harmless(
    engine: AsyncEngine,
) -> None:
    people, requested = await stopped(engine)
    assert await stop(engine, people.sender, "t1") == requested
    assert await stop(engine, people.sender, "t2") == AskedBefore(requested.ticket_no)
    async with transaction(engine) as session:
        assert await intercept_terms(session, people.sender, WAYBILL) == AskedBefore(
            requested.ticket_no
        )
    assert len(await tickets(engine)) == 1


@pytest.mark.parametrize(
    "state", [ShipmentState.PENDING, ShipmentState.SIGNED, ShipmentState.RETURNING]
)
async def test_before_collection_and_after_delivery_nothing_is_intercepted(
    sqlite: AsyncEngine, state: ShipmentState
) -> None:
    people = await parcel(sqlite, state)
    assert isinstance(await stop(sqlite, people.sender, "t1"), NotEligible)
    assert await tickets(sqlite) == []


async def test_a_new_address_holds_once_the_carrier_agrees(engine: AsyncEngine) -> None:
    people = await parcel(engine, ShipmentState.IN_TRANSIT)
    requested = await redirect(engine, people.recipient, BEIJING)
    assert isinstance(requested, Requested)
    assert (await the_shipment(engine)).recipient_city == "杭州市"
    await answer(engine, requested.ticket_no, Answer.ACCEPTED)
    row = await the_shipment(engine)
    assert (row.recipient_city, row.recipient_address) == ("北京市", BEIJING.address)
    assert row.recipient_name == "林晓梅"


@pytest.mark.parametrize(
    ("wanted", "fee_fen"),
    [
        (BEIJING, 1200),
        (NewRecipient(address="杭州市西湖区文三路2号"), 0),
        (NewRecipient(address="文三路2号"), 0),
        (NewRecipient(phone="13612345678"), 0),
    ],
)
async def test_another_city_costs_the_freight_again(
    sqlite: AsyncEngine, wanted: NewRecipient, fee_fen: int
) -> None:
    people = await parcel(sqlite, ShipmentState.IN_TRANSIT)
    requested = await redirect(sqlite, people.recipient, wanted)
    assert isinstance(requested, Requested)
    assert requested.fee_fen == fee_fen


async def test_a_delivered_parcel_is_not_redirected(sqlite: AsyncEngine) -> None:
    people = await parcel(sqlite, ShipmentState.SIGNED)
    assert isinstance(await redirect(sqlite, people.recipient, BEIJING), NotEligible)


async def test_to_change_nothing_is_no_request(sqlite: AsyncEngine) -> None:
    people = await parcel(sqlite, ShipmentState.IN_TRANSIT)
    with pytest.raises(InvalidInput):
        await redirect(sqlite, people.recipient, NewRecipient())
