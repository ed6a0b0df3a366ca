import asyncio
from collections.abc import Callable

import pytest
from consoles import Console, Hire, hire, queued, refused
from fakes import Customer, FakeEngine, Service, echo, handover, running_service

from backend.database import connect, reading, transaction
from backend.desk import claiming
from backend.desk.errors import Taken
from backend.desk.opening import current
from backend.desk.visibility import Viewer
from backend.staff.models import Role
from service.settings import ServiceSettings
from service.texts import words

Settings = Callable[..., ServiceSettings]
RESOLVED = {"summary": "已补发", "category": "物流"}


@pytest.fixture(autouse=True)
def _handing_over(engine: FakeEngine) -> None:
    engine.usual = handover


async def in_hand(console: Console, service: Service) -> Customer:
    customer = await queued(service)
    await console.post(f"/conversations/{customer.conversation_id}/claim")
    return customer


async def test_a_conversation_that_waits_is_on_the_list_with_its_summary(
    service: Service, member: Hire
) -> None:
    customer = await queued(service, "我要投诉快递员")
    wang = await member("wang")
    page = await wang.get("/conversations?list=waiting")
    assert page["counts"] == {"waiting": 1, "mine": 0, "bot": 0, "closed": 0}
    row = page["rows"][0]
    assert (row["id"], row["state"], row["assignee"]) == (customer.conversation_id, "queued", None)
    assert row["due_at"] > row["queued_at"]
    detail = await wang.get(f"/conversations/{customer.conversation_id}")
    assert (detail["summary"]["asked"], detail["summary"]["who"]) == (
        "我要投诉快递员",
        "未登录访客",
    )


async def test_what_the_dialogue_tells_of_itself_is_in_the_summary(
    service: Service, member: Hire, engine: FakeEngine
) -> None:
    told = {"asked": "改地址", "tried": ["查快递"], "missing": ["新地址"]}
    engine.usual = lambda asked: handover(asked, told)
    customer = await queued(service, "换个地方收")
    detail = await (await member("wang")).get(f"/conversations/{customer.conversation_id}")
    assert detail["summary"]["asked"] == "改地址：换个地方收"
    assert (detail["summary"]["tried"], detail["summary"]["missing"]) == (["查快递"], ["新地址"])


async def test_the_second_to_claim_is_told_who_was_faster(service: Service, member: Hire) -> None:
    wang, li = await member("wang", name="王芳"), await member("li", name="李雷")
    customer = await queued(service)
    path = f"/conversations/{customer.conversation_id}/claim"
    row = await wang.post(path)
    assert (row["state"], row["assignee"]["name"]) == ("human", "王芳")
    error = await refused(await li.call("POST", path, {}), 409, "taken")
    assert (error["message"], error["by"]) == ("已由王芳接入。", {"id": wang.id, "name": "王芳"})
    assert (await wang.post(path))["assignee"]["id"] == wang.id


async def test_fifty_members_race_for_twenty_conversations(
    settings: Settings, postgres_url: str, engine: FakeEngine
) -> None:
    database = connect(postgres_url)
    viewers = [Viewer(await hire(database, f"m{n}"), f"m{n}", Role.AGENT) for n in range(50)]
    async with running_service(settings(database_url=postgres_url)) as running:
        waiting = [(await queued(running)).conversation_id for _ in range(20)]

    async def race(viewer: Viewer, conversation_id: str) -> int | None:
        try:
            async with transaction(database) as session:
                await claiming.claim(session, viewer, conversation_id)
        except Taken as taken:
            by = taken.params["by"]
            assert isinstance(by, dict)
            return None
        return viewer.id

    for conversation_id in waiting:
        won = await asyncio.gather(*(race(viewer, conversation_id) for viewer in viewers))
        winners = [each for each in won if each is not None]
        assert len(winners) == 1
        async with reading(database) as session:
            case = await current(session, conversation_id)
            assert case is not None
            assert case.assignee_id == winners[0]
    await database.dispose()


async def test_a_member_may_take_a_conversation_from_the_bot(
    service: Service, member: Hire, engine: FakeEngine
) -> None:
    customer = await service.open()
    engine.usual = echo
    await customer.send("你好")
    await customer.settled()
    wang = await member("wang")
    assert [r["id"] for r in (await wang.get("/conversations?list=bot"))["rows"]] == [
        customer.conversation_id
    ]
    await wang.post(f"/conversations/{customer.conversation_id}/claim")
    asked = len(engine.asked)
    await customer.send("在吗")
    await wang.say(customer.conversation_id, "您好，我是王芳")
    said = await customer.settled()
    assert [m["author"] for m in said[-2:]] == ["customer", "agent"]
    assert len(engine.asked) == asked


async def test_the_customer_reads_the_agents_words_under_their_name(
    service: Service, member: Hire
) -> None:
    wang = await member("wang", name="王芳")
    customer = await in_hand(wang, service)
    ws = await customer.connect()
    await wang.say(customer.conversation_id, "您好")
    async with asyncio.timeout(60):
        while True:
            frame = await ws.receive_json()
            if frame["type"] == "state":
                assert frame["agent_name"] == "王芳"
            if frame["type"] == "message" and frame["message"]["author"] == "agent":
                break
    assert (frame["message"]["text"], frame["message"]["author_name"]) == ("您好", "王芳")
    assert (await customer.read())["agent_name"] == "王芳"


async def test_the_same_words_sent_again_are_stored_once(service: Service, member: Hire) -> None:
    wang = await member("wang")
    customer = await in_hand(wang, service)
    path, body = f"/conversations/{customer.conversation_id}/messages", {"client_id": "a"}
    first, again = [await wang.post(path, {**body, "text": "您好"}, 202) for _ in range(2)]
    assert first == again
    other = await wang.call("POST", path, {**body, "text": "再见"})
    await refused(other, 409, "client_id_reused")
    shown = (await wang.get(path))["messages"][-1]
    assert (shown["client_id"], shown["member"]["id"]) == ("a", wang.id)


async def test_only_the_assignee_speaks(service: Service, member: Hire) -> None:
    wang, li, boss = await member("wang"), await member("li"), await member("su", Role.SUPERVISOR)
    customer = await queued(service)
    path = f"/conversations/{customer.conversation_id}/messages"
    words = {"client_id": "a", "text": "您好"}
    await refused(await li.call("POST", path, words), 403, "not_assignee")
    await wang.post(f"/conversations/{customer.conversation_id}/claim")
    await refused(await li.call("POST", path, words), 404, "not_found")
    await refused(await boss.call("POST", path, words), 403, "not_assignee")


async def test_notes_and_whispers_never_reach_the_customer(service: Service, member: Hire) -> None:
    wang, boss = await member("wang"), await member("su", Role.SUPERVISOR)
    customer = await in_hand(wang, service)
    ws = await customer.connect()
    path = f"/conversations/{customer.conversation_id}/notes"
    await wang.post(path, {"text": "客户很急"}, 201)
    await boss.post(path, {"text": "先道歉", "whisper": True}, 201)
    await refused(await wang.call("POST", path, {"text": "x", "whisper": True}), 403, "forbidden")
    await wang.say(customer.conversation_id, "完")
    seen = []
    async with asyncio.timeout(60):
        while "完" not in str(seen):
            seen.append(await ws.receive_json())
    everything = str(seen) + str(await customer.read())
    assert "客户很急" not in everything
    assert "先道歉" not in everything
    history = await wang.get(f"/conversations/{customer.conversation_id}/messages")
    assert [(n["kind"], n["text"], n["event"]) for n in history["notes"]] == [
        ("event", "", "claimed"),
        ("note", "客户很急", None),
        ("whisper", "先道歉", None),
    ]


async def test_a_solved_case_asks_for_a_rating_and_goes_back_to_the_bot(
    service: Service, member: Hire, engine: FakeEngine
) -> None:
    wang = await member("wang", name="王芳")
    customer = await in_hand(wang, service)
    await wang.say(customer.conversation_id, "已为您补发")
    path = f"/conversations/{customer.conversation_id}"
    row = await wang.post(path + "/resolve", RESOLVED)
    assert (row["state"], row["assignee"]) == ("bot", None)
    page = await customer.read()
    assert (page["state"], page["messages"][-1]["card"]) == ("bot", {"kind": "rating"})
    await customer.post("/rating", {"stars": 5, "comment": "很好"})
    detail = await wang.get(path)
    assert (detail["result"]["summary"], detail["result"]["by"]["name"]) == ("已补发", "王芳")
    assert detail["rating"] == {"stars": 5, "comment": "很好"}
    closed = await wang.get("/conversations?list=closed")
    assert [row["id"] for row in closed["rows"]] == [customer.conversation_id]
    await refused(await wang.call("POST", path + "/resolve", RESOLVED), 409, "no_case")


async def test_the_bot_hears_what_was_said_without_it(
    service: Service, member: Hire, engine: FakeEngine
) -> None:
    wang = await member("wang")
    customer = await in_hand(wang, service)
    await customer.send("单号是SF1234567890123")
    await wang.say(customer.conversation_id, "查到了，明天到")
    await wang.post(f"/conversations/{customer.conversation_id}/return")
    engine.usual = echo
    await customer.send("谢谢")
    await customer.send("再见")
    await customer.settled()
    first, second = engine.asked[-2:]
    assert first["since"] == [
        {"author": "customer", "text": "单号是SF1234567890123"},
        {"author": "agent", "text": "查到了，明天到"},
    ]
    assert "since" not in second


async def test_a_transfer_takes_the_history_along(service: Service, member: Hire) -> None:
    wang, li = await member("wang", name="王芳"), await member("li", name="李雷")
    customer = await in_hand(wang, service)
    path = f"/conversations/{customer.conversation_id}"
    await wang.say(customer.conversation_id, "您好")
    to_li = {"to": {"member": li.id}, "reason": "理赔问题"}
    await refused(await wang.call("POST", path + "/transfer", to_li), 409, "not_available")
    await li.call("PUT", "/me/presence", {"presence": "online"})
    row = await wang.post(path + "/transfer", to_li)
    assert row["assignee"]["name"] == "李雷"
    await refused(await wang.call("GET", path), 404, "not_found")
    history = await li.get(path + "/messages")
    assert [m["text"] for m in history["messages"]][-1] == "您好"
    event = history["notes"][-1]
    assert (event["event"], event["detail"]["reason"]) == ("transferred", "理赔问题")
    await li.say(customer.conversation_id, "我来处理")
    assert (await customer.read())["agent_name"] == "李雷"


async def test_a_transfer_to_a_group_waits_for_that_group(service: Service, member: Hire) -> None:
    wang = await member("wang")
    customer = await in_hand(wang, service)
    path = f"/conversations/{customer.conversation_id}"
    unknown = {"to": {"group": "nowhere"}, "reason": "x"}
    await refused(await wang.call("POST", path + "/transfer", unknown), 400, "invalid_input")
    row = await wang.post(path + "/transfer", {"to": {"group": "complaints"}, "reason": "要求赔偿"})
    assert (row["state"], row["group"], row["assignee"]) == ("queued", "complaints", None)
    assert (await customer.read())["state"] == "queued"


async def test_lists_find_words_and_take_signs_literally(service: Service, member: Hire) -> None:
    wang = await member("wang")
    for text in ("打折100%吗", "打折1000吗"):
        await queued(service, text)
    found = (await wang.get("/conversations?list=waiting&q=100%25"))["rows"]
    assert [row["last_message"]["text"] for row in found] == [words("duty")["queued"]]


async def test_lists_come_in_pages(service: Service, member: Hire) -> None:
    wang = await member("wang")
    for _ in range(3):
        customer = await in_hand(wang, service)
        await wang.post(f"/conversations/{customer.conversation_id}/resolve", RESOLVED)
    first = await wang.get("/conversations?list=closed&limit=2")
    rest = await wang.get(
        f"/conversations?list=closed&limit=2&before={first['next'].replace('+', '%2B')}"
    )
    ids = [row["id"] for row in first["rows"] + rest["rows"]]
    assert (len(ids), len({*ids}), rest["next"]) == (3, 3, None)
    await refused(
        await wang.call("GET", "/conversations?list=closed&before=x"), 400, "invalid_input"
    )


async def test_the_live_view_is_for_supervisors(service: Service, member: Hire) -> None:
    wang, boss = await member("wang"), await member("su", Role.SUPERVISOR)
    customer = await in_hand(wang, service)
    await refused(await wang.call("GET", "/conversations?list=all"), 403, "forbidden")
    rows = (await boss.get("/conversations?list=all"))["rows"]
    assert [row["assignee"]["id"] for row in rows] == [wang.id]
    await boss.get(f"/conversations/{customer.conversation_id}/messages")


async def test_reading_a_conversation_is_on_the_record_once(service: Service, member: Hire) -> None:
    wang, boss = await member("wang"), await member("su", Role.SUPERVISOR)
    customer = await in_hand(wang, service)
    for _ in range(3):
        await wang.get(f"/conversations/{customer.conversation_id}/messages")
    entries = (await boss.get("/audit?kind=conversation_read"))["entries"]
    assert [(e["member"]["id"], e["object"]) for e in entries] == [
        (wang.id, f"conversation:{customer.conversation_id}")
    ]
