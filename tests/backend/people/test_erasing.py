import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from canaries import IMPERSONAL, STAYS, Marked, everything
from click.testing import CliRunner, Result
from makers import customer, shipment
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from backend.clock import now
from backend.conversations.identity import web_user
from backend.conversations.models import Conversation, Message
from backend.database import Base, reading, transaction
from backend.errors import NotFound
from backend.orders.models import Order
from backend.people.errors import Ambiguous, Unfinished
from backend.shipments.models import Shipment, ShipmentState
from backend.tickets.models import Ticket
from cli.main import main
from cli.people import erase, export, retain
from service.attachments.files import Files
from service.settings import ServiceSettings

PHONE = "13800001234"
NO_FIELD_FOR_A_MARK = {
    "access_grants",
    "delivery_progress",
    "guess_counters",
    "link_codes",
    "message_votes",
    "notice_consents",
    "order_items",
    "outbox",
    "receipts",
    "sessions",
}


@dataclass
class House:
    """All that holds data: the business, the engine's trackers, the folder of files."""

    engine: AsyncEngine
    trackers: AsyncEngine
    settings: ServiceSettings

    async def remember(self, conversation_id: str, said: str) -> None:
        """As the engine's tracker store writes it."""
        values = {"key": conversation_id, "events": said}
        insert = sa.text("INSERT INTO engine_trackers VALUES (:key, :events)")
        async with self.trackers.begin() as connection:
            await connection.execute(insert, values)

    async def settle(self, mark: str) -> Marked:
        who = Marked(mark)
        await who.settle(self.engine)
        await self.remember(who.ids["conversations"], f"{mark}: where is my parcel?")
        await Files(self.settings.var_dir).save(who.ids["attachments"], f"{mark} photo".encode())
        return who

    async def holds(self) -> dict[str, list[str]]:
        query = sa.text("SELECT events FROM engine_trackers ORDER BY events")
        async with self.trackers.connect() as connection:
            remembered = [row.events for row in await connection.execute(query)]
        files = [path for path in self.settings.var_dir.rglob("*") if path.is_file()]
        return await everything(self.engine) | {
            "trackers": remembered,
            "files": [path.read_text("utf-8") for path in files],
        }


@pytest.fixture
async def house(engine: AsyncEngine, tmp_path: Path) -> AsyncIterator[House]:
    """The trackers lie in a file of their own; with PostgreSQL, in the same database."""
    url, trackers = f"sqlite:///{tmp_path / 'trackers.db'}", engine
    if engine.dialect.name == "postgresql":
        address = engine.url.set(drivername="postgresql")
        url = address.render_as_string(hide_password=False)
    else:
        trackers = create_async_engine(f"sqlite+aiosqlite:///{tmp_path / 'trackers.db'}")
    async with trackers.begin() as connection:
        table = "CREATE TABLE engine_trackers (conversation_id VARCHAR(64), events TEXT)"
        await connection.execute(sa.text(table))
    yield House(engine, trackers, ServiceSettings(var_dir=tmp_path / "var", tracker_url=url))
    await trackers.dispose()


def marked(held: dict[str, list[str]], mark: str) -> dict[str, list[str]]:
    found = {place: [row for row in rows if mark in row] for place, rows in held.items()}
    return {place: rows for place, rows in found.items() if rows}


@pytest.mark.parametrize("by", ["external_id", "phone"])
async def test_nothing_of_an_erased_customer_is_left_anywhere(house: House, by: str) -> None:
    who = await house.settle("林")
    unmarked = set(Base.metadata.tables) - IMPERSONAL - set(marked(await house.holds(), "林"))
    assert unmarked == NO_FIELD_FOR_A_MARK
    await erase(house.engine, house.settings, getattr(who, by))
    assert marked(await house.holds(), "林") == {}


async def test_another_customer_s_data_are_untouched(house: House) -> None:
    await house.settle("王")
    before = await house.holds()
    who = await house.settle("林")
    await erase(house.engine, house.settings, who.external_id)
    after = await house.holds()
    lost = {place: set(rows) - set(after[place]) for place, rows in before.items()}
    assert {place: rows for place, rows in lost.items() if rows} == {}


async def test_the_accounts_keep_numbers_and_clocks(house: House) -> None:
    who = await house.settle("林")
    async with transaction(house.engine) as session:
        ticket = await session.get_one(Ticket, who.ids["tickets"])
        ticket.facts = {"claim_kind": "lost", "high_fen": 900, "phone": "林13800"}
        clocks = (ticket.ticket_no, ticket.created_at, ticket.sla_due, ticket.resolved_at)
        order_no = (await session.get_one(Order, who.ids["orders"])).order_no
    await erase(house.engine, house.settings, who.external_id)
    async with reading(house.engine) as session:
        ticket = await session.get_one(Ticket, who.ids["tickets"])
        order = await session.get_one(Order, who.ids["orders"])
    assert (ticket.ticket_no, ticket.created_at, ticket.sla_due, ticket.resolved_at) == clocks
    assert (ticket.summary, ticket.facts) == ("", {"claim_kind": "lost", "high_fen": 900})
    assert (order.order_no, order.total_fen, order.recipient_name) == (order_no, 1, "")


async def test_an_export_tells_what_an_erasure_takes(house: House) -> None:
    who = await house.settle("林")
    await house.settle("王")
    told = str(await export(house.engine, who.external_id))
    canaries = {
        word
        for rows in marked(await everything(house.engine), "林").values()
        for row in rows
        for word in row.split('"')
        if word.startswith("林")
    }
    assert "王" not in told
    hidden = {word for word in canaries if f"'{word}'" not in told}
    async with reading(house.engine) as session:
        message = (
            await session.scalars(sa.select(Message).where(Message.text.in_(canaries)))
        ).one()
    assert message.text in told
    assert {message.client_id, message.body_hash} <= hidden  # tells nobody anything
    assert len(hidden) < len(canaries) / 3


async def test_each_side_of_a_parcel_is_its_own_person_s(house: House) -> None:
    async with transaction(house.engine) as session:
        parcel = shipment(recipient_phone=PHONE)
        parcel.state = ShipmentState.SIGNED
        session.add(parcel)
    await erase(house.engine, house.settings, PHONE)  # nobody's account: known by the phone alone
    async with reading(house.engine) as session:
        parcel = (await session.scalars(sa.select(Shipment))).one()
    assert (parcel.recipient_name, parcel.recipient_phone, parcel.recipient_address) == ("", "", "")
    assert (parcel.sender_name, parcel.sender_phone, parcel.goods) == (
        "王建国", "13900005678", "保温杯",
    )  # fmt: skip
    with pytest.raises(NotFound):
        await erase(house.engine, house.settings, PHONE)


async def test_what_a_visitor_said_before_signing_in_is_the_customer_s(house: House) -> None:
    async with transaction(house.engine) as session:
        buyer = customer()
        session.add(buyer)
        await session.flush()
        talk = Conversation(channel="web", channel_user=web_user(buyer), customer_id=buyer.id)
        session.add(talk)
        await session.flush()
        visit = Conversation(channel="web", merged_into=talk.id)
        session.add(visit)
    await house.remember(visit.id, "林晓梅: hello")
    await erase(house.engine, house.settings, PHONE)
    assert marked(await house.holds(), "林晓梅") == {}


async def test_business_that_is_not_over_keeps_the_data_unless_told_otherwise(house: House) -> None:
    async with transaction(house.engine) as session:
        session.add(shipment(recipient_phone=PHONE))  # on its way
    with pytest.raises(Unfinished) as refused:
        await erase(house.engine, house.settings, PHONE)
    assert refused.value.numbers == ["SF1999999999999"]
    assert PHONE in str(await house.holds())
    await erase(house.engine, house.settings, PHONE, unfinished=True)
    assert PHONE not in str(await house.holds())


async def test_a_phone_that_two_customers_verified_erases_neither(house: House) -> None:
    async with transaction(house.engine) as session:
        session.add_all([customer("林晓梅"), customer("王建国")])
    with pytest.raises(Ambiguous) as refused:
        await erase(house.engine, house.settings, PHONE)
    first, second = refused.value.names
    await erase(house.engine, house.settings, first)
    held = str(await house.holds())
    assert ("林晓梅" in held, "王建国" in held) == (False, True)
    assert second.startswith("@yida/")


async def test_what_is_kept_long_enough_goes_and_the_rest_stays(house: House) -> None:
    old, young = await house.settle("林"), await house.settle("王")
    longer_ago = now() - timedelta(days=house.settings.retention_days + 1)
    async with house.engine.begin() as connection:
        for table in Base.metadata.sorted_tables:
            times = [c.key for c in table.columns if isinstance(c.type, sa.DateTime)
                     or c.key.endswith("_at")]  # fmt: skip
            key = next(iter(table.primary_key))
            if table.name in old.ids and times:
                mine = key == old.ids[table.name]
                await connection.execute(
                    table.update().where(mine).values(dict.fromkeys(times, longer_ago))
                )
        talks = Base.metadata.tables["conversations"]
        await connection.execute(talks.update().values(state="closed"))
    before = marked(await house.holds(), "王")
    await house.remember("gone", "林: a turn that was still with the engine")
    await retain(house.engine, house.settings)
    held = await house.holds()
    assert set(marked(held, "林")) == {
        "customers",
        "contact_points",
        "channel_links",
        "channel_windows",
        "channel_mirrors",
        "staff_audit",
    }  # fmt: skip - the account itself stays
    assert marked(held, "王") == before
    assert young.ids


def test_the_lists_of_what_stays_name_columns_that_there_are() -> None:
    tables = Base.metadata.tables
    assert set(tables) >= IMPERSONAL
    wrong = {name: columns - set(tables[name].columns.keys()) for name, columns in STAYS.items()}
    assert not any(wrong.values())


async def test_the_command_line_tells_of_the_refusal_and_erases(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with transaction(house.engine) as session:
        session.add(shipment(recipient_phone=PHONE))
    url = house.engine.url.render_as_string(hide_password=False)
    monkeypatch.setenv("YIDA_DATABASE_URL", url)
    monkeypatch.setenv("YIDA_TRACKER_URL", house.settings.tracker_url)
    monkeypatch.setenv("YIDA_VAR_DIR", str(house.settings.var_dir))

    async def yida(*words: str) -> Result:
        return await asyncio.to_thread(CliRunner().invoke, main, words)

    assert json.loads((await yida("export", PHONE)).output)["shipments_received"][0]["goods"]
    refused = await yida("erase", PHONE, "--yes")
    assert (refused.exit_code, "SF1999999999999" in refused.output) == (1, True)
    assert (await yida("erase", PHONE, "--yes", "--unfinished")).exit_code == 0
    assert "没有找到" in (await yida("export", PHONE)).output
    assert (await yida("retain")).exit_code == 0


def files_with(mark: str, folder: Path) -> list[str]:
    return [file.name for file in folder.glob("*.db*") if mark.encode() in file.read_bytes()]


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_the_bytes_of_the_database_files_tell_nothing_more(
    house: House, tmp_path: Path
) -> None:
    who = await house.settle("林")
    await erase(house.engine, house.settings, who.external_id)
    await house.engine.dispose()
    await house.trackers.dispose()
    assert files_with("林", tmp_path) == []
