"""Search, export, files, quick replies and suggestions."""

import csv
import io

import pytest
from aiohttp import FormData
from consoles import BASE, Hire, answered, queued, refused
from fakes import FakeEngine, Service, handover
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.clock import now
from backend.customers.models import ContactKind, ContactPoint, Customer, CustomerKind, Tier
from backend.database import transaction
from backend.staff.models import Role
from service.texts import words

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64


@pytest.fixture(autouse=True)
def _handing_over(engine: FakeEngine) -> None:
    engine.usual = handover


async def test_search_finds_what_was_said_but_not_in_a_colleagues_hands(
    service: Service, member: Hire
) -> None:
    wang, li, boss = await member("wang"), await member("li"), await member("su", Role.SUPERVISOR)
    customer = await queued(service, "保温杯100%漏水")
    await wang.post(f"/conversations/{customer.conversation_id}/claim")
    for console, count in ((wang, 1), (boss, 1), (li, 0)):
        found = await console.get("/search?q=100%25漏&in=messages")
        assert (len(found["messages"]), found["customers"]) == (count, [])
    assert (await wang.get("/search?q=1_0%25漏"))["messages"] == []
    entries = (await boss.get("/audit?kind=searched"))["entries"]
    assert {entry["member"]["name"] for entry in entries} == {"wang", "li", "su"}
    assert "漏" not in str(entries)


async def test_customers_are_found_by_name_or_by_the_end_of_a_phone(
    service: Service, database: AsyncEngine, member: Hire
) -> None:
    async with transaction(database) as session:
        phone = ContactPoint(kind=ContactKind.PHONE, value="13800001234", verified=True)
        session.add(
            Customer(
                name="林晓梅",
                kind=CustomerKind.INDIVIDUAL,
                tier=Tier.B,
                created_at=now(),
                contacts=[phone],
            )
        )
    wang = await member("wang")
    for typed in ("晓梅", "1234"):
        found = (await wang.get(f"/search?q={typed}&in=customers"))["customers"]
        assert [(row["name"], row["phone_masked"]) for row in found] == [("林晓梅", "138****1234")]
    for typed in ("234", "1380"):
        assert (await wang.get(f"/search?q={typed}&in=customers"))["customers"] == []


async def test_a_transcript_is_exported_and_runs_no_formula(service: Service, member: Hire) -> None:
    wang, boss = await member("wang", name="王芳"), await member("su", Role.SUPERVISOR)
    customer = await queued(service, '=HYPERLINK("http://x")')
    await wang.post(f"/conversations/{customer.conversation_id}/claim")
    await wang.say(customer.conversation_id, "您好")
    await wang.post(f"/conversations/{customer.conversation_id}/notes", {"text": "可疑"}, 201)
    path = f"/conversations/{customer.conversation_id}/transcript"
    text = await (await wang.call("GET", path)).text()
    assert "] 王芳：您好\n" in text
    assert "可疑" not in text
    sheet = await (await wang.call("GET", path + "?format=csv")).text(encoding="utf-8-sig")
    rows = [*csv.reader(io.StringIO(sheet))]
    assert [row[1:] for row in rows if row[1] != "系统"] == [
        ["发言人", "内容"],
        ["客户", '\'=HYPERLINK("http://x")'],
        ["智能助手", "转人工"],
        ["王芳", "您好"],
    ]
    assert ["系统", words("duty")["queued"]] in [row[1:] for row in rows]
    exported = (await boss.get("/audit?kind=exported"))["entries"]
    assert [entry["detail"] for entry in exported] == [{"format": "csv"}, {"format": "txt"}]


async def test_a_picture_goes_to_the_customer_and_to_nobody_else(
    service: Service, member: Hire
) -> None:
    wang, li = await member("wang"), await member("li")
    customer = await queued(service)
    path = f"/conversations/{customer.conversation_id}"

    async def upload() -> object:
        form = FormData(quote_fields=False)
        form.add_field("file", PNG, filename="图.png", content_type="image/png")
        return await service.http.post(
            BASE + path + "/attachments", data=form, headers=wang.headers()
        )

    await refused(await upload(), 403, "not_assignee")
    await wang.post(path + "/claim")
    stored = await answered(await upload(), 201)
    body = {"client_id": "a", "attachments": [stored["id"]]}
    await wang.post(path + "/messages", body, 202)
    shown = (await customer.read())["messages"][-1]
    assert [file["name"] for file in shown["attachments"]] == ["图.png"]
    assert (await customer.get(f"/attachments/{stored['id']}")).status == 200
    assert (await wang.call("GET", f"/attachments/{stored['id']}")).status == 200
    await refused(await li.call("GET", f"/attachments/{stored['id']}"), 404, "not_found")


async def test_own_replies_are_ones_own_and_shared_ones_are_the_supervisors(
    service: Service, member: Hire
) -> None:
    wang, li, boss = await member("wang"), await member("li"), await member("su", Role.SUPERVISOR)
    own = {"title": "问候", "text": "您好，{customer}", "group": "开场"}
    shared = {**own, "title": "致歉", "shared": True}
    mine = await wang.post("/quick-replies", own, 201)
    await refused(await wang.call("POST", "/quick-replies", shared), 403, "forbidden")
    common = await boss.post("/quick-replies", shared, 201)
    for console, titles in ((wang, ["问候", "致歉"]), (li, ["致歉"]), (boss, ["致歉"])):
        listed = (await console.get("/quick-replies"))["replies"]
        assert [row["title"] for row in listed] == titles
    new = {"text": "抱歉"}
    await refused(await li.call("PATCH", f"/quick-replies/{mine['id']}", new), 404, "not_found")
    await refused(await boss.call("DELETE", f"/quick-replies/{mine['id']}"), 404, "not_found")
    await refused(await li.call("PATCH", f"/quick-replies/{common['id']}", new), 403, "forbidden")
    changed = await boss.call("PATCH", f"/quick-replies/{common['id']}", new)
    assert (await answered(changed, 200))["text"] == "抱歉"
    await answered(await wang.call("DELETE", f"/quick-replies/{mine['id']}"), 204)
    assert [r["title"] for r in (await wang.get("/quick-replies"))["replies"]] == ["致歉"]


async def test_knowledge_that_fits_the_customers_words_is_suggested(
    service: Service, member: Hire
) -> None:
    customer = await queued(service, "寄一个手机，保价要多少钱")
    wang = await member("wang")
    found = await wang.get(f"/conversations/{customer.conversation_id}/suggestions")
    assert found["suggestions"][0]["key"] == "faq/insurance"
    assert "保价" in found["suggestions"][0]["text"]
    nonsense = await queued(service, "qwertyuiop zxcvbnm")
    found = await wang.get(f"/conversations/{nonsense.conversation_id}/suggestions")
    assert found["suggestions"] == []
