"""Parcels' news, told unasked: with consent, once, together, and not at night."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.clock import now
from backend.conversations import opening
from backend.conversations.models import Message, OutboxEntry
from backend.customers.models import Customer, CustomerKind, Tier
from backend.database import connect, reading, transaction
from backend.notices import consent
from backend.notices.models import Notice
from backend.shipments.models import Shipment, ShipmentState, TraceEvent
from service.notices.teller import Teller
from service.realtime.hub import Hub

NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)
MIDNIGHT = datetime(2026, 11, 23, 16, tzinfo=UTC)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[AsyncEngine]:
    engine = connect(database_url)
    yield engine
    await engine.dispose()


class Town:
    """Customers of the telegram channel, and their parcels."""

    def __init__(self, database: AsyncEngine) -> None:
        self.database = database

    async def customer(self, name: str, *, agrees: bool = True) -> int:
        async with transaction(self.database) as session:
            customer = Customer(
                name=name, kind=CustomerKind.INDIVIDUAL, tier=Tier.C, created_at=now()
            )
            session.add(customer)
            await session.flush()
            await opening.open_for(
                session, "telegram", name, customer_id=customer.id, locale="zh-CN"
            )
            await consent.change(session, customer.id, given=agrees)
        return customer.id

    async def parcel(self, recipient_id: int, waybill_no: str) -> int:
        async with transaction(self.database) as session:
            parcel = Shipment(
                waybill_no=waybill_no,
                carrier_code="SF",
                recipient_id=recipient_id,
                **dict.fromkeys(("sender_name", "recipient_name"), "某人"),
                **dict.fromkeys(("sender_phone", "recipient_phone"), "13800001234"),
                **dict.fromkeys(("sender_city", "recipient_city"), "杭州市"),
                **dict.fromkeys(("sender_address", "recipient_address"), "某处"),
                goods="茶叶",
                weight_g=500,
                freight_fen=1200,
                state=ShipmentState.IN_TRANSIT,
                created_at=now(),
            )
            session.add(parcel)
        return parcel.id

    async def scan(self, shipment_id: int, code: str, place: str = "杭州余杭站") -> None:
        async with transaction(self.database) as session:
            session.add(
                TraceEvent(
                    shipment_id=shipment_id, code=code, happened_at=now(), place=place, text=""
                )
            )

    async def time_passes(self) -> None:
        """Until everything noted so far is due."""
        async with transaction(self.database) as session:
            await session.execute(update(Notice).values(due_at=now() - timedelta(seconds=1)))

    async def told(self) -> Sequence[str]:
        """Every message that went out, oldest first."""
        async with reading(self.database) as session:
            query = select(Message.text).join(OutboxEntry, OutboxEntry.message_id == Message.id)
            return (await session.scalars(query.order_by(Message.created_at))).all()

    async def looks(self, at: datetime = NOON, tellers: int = 1) -> None:
        """Note, wait, tell."""
        for wait in (True, False):
            team = [Teller(self.database, Hub(), lambda: at) for _ in range(tellers)]
            await asyncio.gather(*(teller.look() for teller in team))
            if wait:
                await self.time_passes()


@pytest.fixture
def town(database: AsyncEngine) -> Town:
    return Town(database)


async def test_a_parcel_out_for_delivery_is_told_once(town: Town) -> None:
    parcel = await town.parcel(await town.customer("lin"), "SF1000000000001")
    await town.scan(parcel, "5")
    await town.looks()
    await town.looks()
    (text,) = await town.told()
    assert "SF1000000000001" in text
    assert "正在派送" in text


async def test_two_services_tell_it_once(town: Town) -> None:
    parcel = await town.parcel(await town.customer("lin"), "SF1000000000001")
    await town.scan(parcel, "5")
    await town.looks(tellers=4)
    await town.looks(tellers=4)
    assert len(await town.told()) == 1


async def test_nobody_is_told_who_did_not_agree(town: Town) -> None:
    parcel = await town.parcel(await town.customer("lin", agrees=False), "SF1000000000001")
    await town.scan(parcel, "5")
    await town.looks()
    assert await town.told() == []


async def test_taking_it_back_stops_what_was_already_noted(town: Town) -> None:
    customer_id = await town.customer("lin")
    await town.scan(await town.parcel(customer_id, "SF1000000000001"), "5")
    await town.looks(MIDNIGHT)
    async with transaction(town.database) as session:
        await consent.change(session, customer_id, given=False)
    await town.looks()
    assert await town.told() == []


async def test_what_happened_before_the_consent_stays_untold(town: Town) -> None:
    customer_id = await town.customer("lin", agrees=False)
    await town.scan(await town.parcel(customer_id, "SF1000000000001"), "5")
    async with transaction(town.database) as session:
        await consent.change(session, customer_id, given=True)
    await town.looks()
    assert await town.told() == []


async def test_at_night_nothing_is_said_and_in_the_morning_only_what_still_counts(
    town: Town,
) -> None:
    parcel = await town.parcel(await town.customer("lin"), "SF1000000000001")
    await town.scan(parcel, "5")
    await town.looks(MIDNIGHT)
    assert await town.told() == []
    await town.scan(parcel, "301")
    await town.looks(NOON)
    (text,) = await town.told()
    assert "已签收" in text
    assert "正在派送" not in text


async def test_several_parcels_are_told_in_one_message(town: Town) -> None:
    customer_id = await town.customer("lin")
    for number in range(3):
        parcel = await town.parcel(customer_id, f"SF100000000000{number}")
        await town.scan(parcel, "501")
    await town.looks()
    (text,) = await town.told()
    assert text.count("请及时领取") == 3


async def test_many_parcels_stuck_at_one_hub_are_one_incident_for_each_customer(
    town: Town,
) -> None:
    lin, wang = await town.customer("lin"), await town.customer("wang")
    for number in range(6):
        parcel = await town.parcel(lin if number % 2 else wang, f"SF100000000000{number}")
        await town.scan(parcel, "208", "武汉转运中心")
    await town.looks()
    late = await town.parcel(lin, "SF1000000000009")
    await town.scan(late, "208", "武汉转运中心")
    await town.looks()
    told = await town.told()
    assert len(told) == 2
    assert all(text.startswith("受武汉转运中心积压影响，您有3个包裹") for text in told)


async def test_a_single_exception_is_told_as_one(town: Town) -> None:
    parcel = await town.parcel(await town.customer("lin"), "SF1000000000001")
    await town.scan(parcel, "206", "杭州余杭站")
    await town.looks()
    (text,) = await town.told()
    assert "在杭州余杭站出现异常" in text
