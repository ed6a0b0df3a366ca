from collections.abc import Awaitable, Callable
from typing import Any
from uuid import uuid4

import pytest
from consoles import Console, answered, refused
from fakes import Customer, Service
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.access.service import Asker
from backend.conversations.models import Conversation, Message, State
from backend.conversations.opening import lock
from backend.conversations.turns import leave_bot
from backend.customers.models import Customer as Account
from backend.database import reading, transaction
from backend.staff.models import AuditEntry, Role
from backend.tickets.models import TicketKind
from backend.tickets.service import Draft, file_ticket
from service.sessions.identity import sign
from service.staff.tickets import telling

Hire = Callable[..., Awaitable[Console]]
Json = dict[str, Any]


@pytest.fixture
async def customer(service: Service) -> Customer:
    return await service.open()


async def filed(
    database: AsyncEngine, customer: Customer, kind: TicketKind = TicketKind.COMPLAINT
) -> str:
    async with transaction(database) as session:
        asker = Asker(customer.conversation_id)
        draft = Draft(kind, "快递员态度差，打13800001234", uuid4().hex, {"phone": "13800001234"})
        return (await file_ticket(session, asker, draft)).ticket.ticket_no


async def seen(console: Console, number: str) -> Json:
    return await answered(await console.call("GET", f"/tickets/{number}"), 200)


async def act(console: Console, number: str, action: str, text: str = "", **more: object) -> Json:
    version = more.pop("version", None) or (await seen(console, number))["version"]
    body = {"action": action, "version": version, "text": text, **more}
    return await answered(await console.call("POST", f"/tickets/{number}/actions", body), 200)


async def told(customer: Customer) -> list[str]:
    page = await customer.read()
    return [m["text"] for m in page["messages"] if m["author"] == "agent"]


async def test_a_reply_stands_in_the_customers_own_conversation(
    member: Hire, database: AsyncEngine, customer: Customer
) -> None:
    console, number = await member("fang", name="王芳"), await filed(database, customer)
    ticket = await act(console, number, "reply", "您好，正在核实")
    assert await told(customer) == [f"关于您的投诉（{number}）：您好，正在核实"]
    assert ticket["state"] == "in_progress"
    assert [line["event"] for line in ticket["history"]] == ["opened", "replied"]


async def test_who_waits_for_news_is_woken(
    member: Hire, database: AsyncEngine, customer: Customer
) -> None:
    console, number = await member("fang"), await filed(database, customer)
    ws = await customer.connect()
    await act(console, number, "resolve", "已教育快递员", cause="attitude")
    while (frame := await ws.receive_json(timeout=15)).get("type") != "message":
        pass
    assert "已教育快递员" in frame["message"]["text"]


async def test_notes_and_assignments_are_not_for_the_customer(
    member: Hire, database: AsyncEngine, customer: Customer
) -> None:
    console, number = await member("fang"), await filed(database, customer)
    for action, text in (("note", "客户情绪激动"), ("assign", ""), ("start", "")):
        await act(console, number, action, text)
    assert await told(customer) == []


async def test_the_second_to_save_is_shown_what_the_first_did(
    member: Hire, database: AsyncEngine, customer: Customer
) -> None:
    first, second = await member("fang"), await member("kai")
    number = await filed(database, customer)
    version = (await seen(second, number))["version"]
    await act(first, number, "reply", "正在核实")
    body = {"action": "resolve", "version": version, "text": "好了", "cause": "attitude"}
    response = await second.call("POST", f"/tickets/{number}/actions", body)
    error = await refused(response, 409, "version_conflict")
    assert error["message"] == "内容已被他人修改，请查看最新内容后再操作。"
    assert (error["current"]["state"], error["current"]["assignee"]["name"]) == (
        "in_progress",
        "fang",
    )
    assert len(await told(customer)) == 1


async def test_when_the_words_cannot_be_stored_neither_is_the_deed(
    member: Hire, database: AsyncEngine, customer: Customer, monkeypatch: pytest.MonkeyPatch
) -> None:
    console, number = await member("fang"), await filed(database, customer)
    version = (await seen(console, number))["version"]

    def out_of_order(*_: object) -> str:
        raise RuntimeError("the pen broke")

    monkeypatch.setattr(telling, "in_words", out_of_order)
    body = {"action": "resolve", "version": version, "text": "好了", "cause": "attitude"}
    response = await console.call("POST", f"/tickets/{number}/actions", body)
    await refused(response, 500, "internal")
    assert (await seen(console, number))["state"] == "open"


async def test_after_the_conversation_is_closed_the_message_waits_in_the_next_one(
    service: Service, settings: Callable[..., Any], member: Hire, database: AsyncEngine
) -> None:
    token = sign("shop-7", "林晓梅", settings().identity_secret)
    customer = await service.open(identity=token)
    async with transaction(database) as session:
        conversation = await lock(session, customer.conversation_id)
        await leave_bot(session, conversation, State.CLOSED)
        draft = Draft(TicketKind.COMPLAINT, "慢", "t1")
        asker = Asker(customer.conversation_id, conversation.customer_id)
        number = (await file_ticket(session, asker, draft)).ticket.ticket_no
    await act(await member("fang"), number, "resolve", "已补偿", cause="late")
    back = await service.open(identity=token)
    assert back.conversation_id != customer.conversation_id
    assert await told(back) == [f"您的投诉（{number}）已处理完毕：已补偿"]


async def test_a_customer_who_never_wrote_finds_the_message_at_the_first_visit(
    service: Service, settings: Callable[..., Any], member: Hire, database: AsyncEngine
) -> None:
    token = sign("shop-8", "陈思", settings().identity_secret)
    await service.open(identity=token)
    async with transaction(database) as session:
        query = select(Account).where(Account.external_id == "shop-8")
        account = (await session.scalars(query)).one()
        account.external_id = "shop-9"
        draft = Draft(TicketKind.CALLBACK, "回电", "t1")
        asker = Asker("imported", account.id)
        number = (await file_ticket(session, asker, draft)).ticket.ticket_no
        (await session.scalars(select(Conversation))).one().customer_id = None
    await act(await member("fang"), number, "reply", "已回电")
    back = await service.open(identity=sign("shop-9", "陈思", settings().identity_secret))
    assert await told(back) == [f"关于您的回电（{number}）：已回电"]


async def test_one_who_cannot_be_reached_is_not_told_and_the_record_says_so(
    member: Hire, database: AsyncEngine
) -> None:
    async with transaction(database) as session:
        draft = Draft(TicketKind.CALLBACK, "回电", "t1")
        number = (await file_ticket(session, Asker("gone"), draft)).ticket.ticket_no
    console = await member("fang")
    assert (await act(console, number, "resolve", "已回电"))["state"] == "resolved"
    async with reading(database) as session:
        query = select(AuditEntry).where(AuditEntry.kind == "ticket_changed")
        entry = (await session.scalars(query)).one()
        assert await session.scalar(select(func.count(Message.id))) == 0
    assert (entry.member_id, entry.object) == (console.id, f"ticket:{number}")
    assert entry.detail["told"] is False


async def test_the_money_has_a_limit_that_the_answer_names(
    member: Hire, database: AsyncEngine, customer: Customer
) -> None:
    console, number = await member("fang"), await filed(database, customer, TicketKind.CLAIM)
    ticket = await seen(console, number)
    limit = ticket["estimate"]["limit_fen"]
    body = {"action": "compensate", "version": ticket["version"], "text": "破损"}
    url = f"/tickets/{number}/actions"
    over = await console.call("POST", url, {**body, "amount_fen": limit + 1})
    error = await refused(over, 400, "over_limit")
    assert error["limit_fen"] == limit
    assert f"{limit / 100:.2f}元" in error["message"]
    done = await act(console, number, "compensate", "破损", amount_fen=limit)
    assert (done["estimate"]["paid_fen"], done["estimate"]["limit_fen"]) == (limit, 0)
    assert await told(customer) == [
        f"关于您的理赔（{number}），已为您办理赔付{limit / 100:.2f}元：破损"
    ]
    supervisor = await member("kai", Role.SUPERVISOR)
    assert (await seen(supervisor, number))["estimate"]["limit_fen"] > limit


async def test_phone_numbers_are_masked_and_a_look_is_recorded(
    member: Hire, database: AsyncEngine, customer: Customer
) -> None:
    console, number = await member("fang"), await filed(database, customer)
    response = await console.call("GET", f"/tickets/{number}")
    assert "13800001234" not in await response.text()
    ticket = await response.json()
    assert ticket["facts"] == {"phone": "138****1234"}
    assert ticket["return"] is None
    async with reading(database) as session:
        query = select(AuditEntry.object).where(AuditEntry.kind == "ticket_seen")
        assert set(await session.scalars(query)) == {f"ticket:{number}"}


async def test_the_list_tells_kinds_and_clocks(
    member: Hire, database: AsyncEngine, customer: Customer
) -> None:
    console = await member("fang")
    numbers = {await filed(database, customer, kind) for kind in TicketKind}
    page = await answered(await console.call("GET", "/tickets?limit=200"), 200)
    assert {row["no"] for row in page["rows"]} == numbers
    assert page["counts"] == dict.fromkeys(TicketKind, 1)
    clocks = {row["kind"]: row["statutory_due_at"] is not None for row in page["rows"]}
    assert [kind for kind, has in clocks.items() if has] == ["complaint"]
    await act(console, next(iter(numbers)), "assign")
    mine = await answered(await console.call("GET", "/tickets?mine=true"), 200)
    assert len(mine["rows"]) == 1


@pytest.mark.parametrize("path", ["/tickets/GD200001010001", "/tickets/x%27--"])
async def test_a_ticket_that_is_not_there(member: Hire, path: str) -> None:
    await refused(await (await member("fang")).call("GET", path), 404, "not_found")


@pytest.mark.parametrize("before", ["x", "2026-01-01~1", "2026-01-01T00:00:00+00:00~99999999999"])
async def test_a_mark_that_is_none_of_ours(member: Hire, before: str) -> None:
    path = "/tickets?before=" + before.replace("+", "%2B")
    await refused(await (await member("fang")).call("GET", path), 400, "invalid_input")
