import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest
from consoles import BASE, PASSWORD, answered, attempt, hire, own_page, refused, sign_in
from fakes import Service, running_service
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.clock import now
from backend.database import connect, transaction
from backend.staff import members
from backend.staff.models import MemberSession, Role
from service.settings import ServiceSettings

Settings = Callable[..., ServiceSettings]


async def test_a_member_signs_in_and_out(service: Service, database: AsyncEngine) -> None:
    await hire(database, "wang", name="王芳")
    console = await sign_in(service, "WANG ")
    assert (await console.get("/me"))["name"] == "王芳"
    await console.post("/logout", status=204)
    await refused(await console.call("GET", "/me"), 401, "signed_out")


async def test_the_cookie_is_for_the_server_alone(service: Service, database: AsyncEngine) -> None:
    await hire(database, "wang")
    cookie = (await attempt(service, "wang")).cookies["yida_staff"]
    assert cookie["httponly"]
    assert (cookie["samesite"], cookie["path"]) == ("Strict", BASE)
    assert len(cookie.value) * 6 >= 128


@pytest.mark.parametrize(("username", "password"), [("wang", "wrong"), ("nobody", PASSWORD)])
async def test_a_wrong_name_and_a_wrong_password_read_alike(
    service: Service, database: AsyncEngine, username: str, password: str
) -> None:
    await hire(database, "wang")
    await refused(await attempt(service, username, password), 401, "bad_credentials")


async def test_parallel_guesses_never_pass_the_cap(settings: Settings, database_url: str) -> None:
    engine = connect(database_url)
    await hire(engine, "wang")
    async with running_service(settings(database_url=database_url)) as running:
        answers = await asyncio.gather(*(attempt(running, "wang", f"{n}") for n in range(30)))
        statuses = [answer.status for answer in answers]
        assert (statuses.count(401), statuses.count(429)) == (5, 25)
        error = await refused(await attempt(running, "wang"), 429, "too_many_attempts")
        assert error["message"]
        assert all(
            0 < int(answer.headers["Retry-After"]) <= 900
            for answer in answers
            if answer.status == 429
        )
    await engine.dispose()


async def test_an_address_that_tries_many_accounts_is_stopped_too(service: Service) -> None:
    statuses = [(await attempt(service, f"user{n}", "guess")).status for n in range(22)]
    assert statuses == [401] * 20 + [429] * 2


async def test_the_right_password_clears_the_count(service: Service, database: AsyncEngine) -> None:
    await hire(database, "wang")
    for _ in range(3):
        for _ in range(4):
            assert (await attempt(service, "wang", "wrong")).status == 401
        assert (await attempt(service, "wang")).status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example", "X-Yida-Console": "1"},
        {"Origin": "null", "X-Yida-Console": "1"},
        {"X-Yida-Console": "1"},
        {"Origin": "own"},
    ],
)
async def test_only_the_console_page_may_write(
    service: Service, database: AsyncEngine, headers: dict[str, str]
) -> None:
    await hire(database, "wang")
    console = await sign_in(service, "wang")
    own = own_page(service)["Origin"]
    sent = {key: own if value == "own" else value for key, value in headers.items()}
    response = await service.http.put(
        BASE + "/me/presence",
        json={"presence": "online"},
        headers={**sent, "Cookie": f"yida_staff={console.token}"},
    )
    await refused(response, 403, "foreign_origin")


async def test_a_host_site_that_embeds_the_widget_may_not_write_here(settings: Settings) -> None:
    async with running_service(settings(allowed_origins="https://shop.example")) as running:
        response = await running.http.post(
            BASE + "/login",
            json={"username": "wang", "password": "x"},
            headers={"Origin": "https://shop.example", "X-Yida-Console": "1"},
        )
        await refused(response, 403, "foreign_origin")


@pytest.mark.parametrize(
    "change", [{"last_seen_at": now() - timedelta(hours=3)}, {"expires_at": now()}]
)
async def test_a_session_ends_by_idleness_and_by_age(
    service: Service, database: AsyncEngine, change: dict[str, object]
) -> None:
    await hire(database, "wang")
    console = await sign_in(service, "wang")
    found = (await console.get("/me/sessions"))["sessions"]
    async with transaction(database) as session:
        row = await session.get_one(MemberSession, found[0]["id"])
        for name, value in change.items():
            setattr(row, name, value)
    await refused(await console.call("GET", "/me"), 401, "signed_out")


async def test_a_member_sees_and_ends_their_own_sessions_only(
    service: Service, database: AsyncEngine
) -> None:
    await hire(database, "wang")
    await hire(database, "li")
    first, second, other = [await sign_in(service, name) for name in ("wang", "wang", "li")]
    listed = (await second.get("/me/sessions"))["sessions"]
    assert sorted(row["current"] for row in listed) == [False, True]
    foreign = next(row["id"] for row in listed if not row["current"])
    await refused(await other.call("DELETE", f"/me/sessions/{foreign}"), 404, "not_found")
    await answered(await second.call("DELETE", f"/me/sessions/{foreign}"), 204)
    await refused(await first.call("GET", "/me"), 401, "signed_out")


async def test_a_new_password_ends_the_other_sessions(
    service: Service, database: AsyncEngine
) -> None:
    await hire(database, "wang")
    first, second = await sign_in(service, "wang"), await sign_in(service, "wang")
    wrong = {"old": "no", "new": "another good one"}
    await refused(await second.call("POST", "/me/password", wrong), 401, "bad_credentials")
    weak = {"old": PASSWORD, "new": "aaaaaaaaaaaa"}
    await refused(await second.call("POST", "/me/password", weak), 400, "weak_password")
    await second.post("/me/password", {"old": PASSWORD, "new": "another good one"}, 204)
    await refused(await first.call("GET", "/me"), 401, "signed_out")
    await second.get("/me")
    assert (await attempt(service, "wang")).status == 401
    assert (await attempt(service, "wang", "another good one")).status == 200


async def test_a_disabled_member_is_out_at_once(service: Service, database: AsyncEngine) -> None:
    await hire(database, "wang")
    await hire(database, "boss", Role.ADMIN)
    wang, boss = await sign_in(service, "wang"), await sign_in(service, "boss")
    await answered(await boss.call("PATCH", f"/members/{wang.id}", {"disabled": True}), 200)
    await refused(await wang.call("GET", "/me"), 401, "signed_out")
    await refused(await attempt(service, "wang"), 401, "bad_credentials")


async def test_the_last_admin_stays(service: Service, database: AsyncEngine) -> None:
    await hire(database, "boss", Role.ADMIN)
    boss = await sign_in(service, "boss")
    for change in ({"role": "agent"}, {"disabled": True}):
        await refused(await boss.call("PATCH", f"/members/{boss.id}", change), 409, "last_admin")


async def test_of_two_admins_who_demote_each_other_one_stays(
    settings: Settings, database_url: str
) -> None:
    engine = connect(database_url)
    for name in ("a1", "b2"):
        await hire(engine, name, Role.ADMIN)
    async with running_service(settings(database_url=database_url)) as running:
        first, second = await sign_in(running, "a1"), await sign_in(running, "b2")
        await asyncio.gather(
            first.call("PATCH", f"/members/{second.id}", {"role": "agent"}),
            second.call("PATCH", f"/members/{first.id}", {"role": "agent"}),
        )
    async with transaction(engine) as session:
        assert await members.any_admin(session)
    await engine.dispose()


async def test_an_admin_adds_members_and_everyone_sees_them(
    service: Service, database: AsyncEngine
) -> None:
    await hire(database, "boss", Role.ADMIN)
    boss = await sign_in(service, "boss")
    new = {"username": "li", "name": "李雷", "role": "agent", "password": PASSWORD}
    added = await boss.post("/members", {**new, "groups": ["shipping"], "capacity": 3}, 201)
    assert (added["groups"], added["load"], added["presence"]) == (["shipping"], 0, "offline")
    await refused(await boss.call("POST", "/members", new), 409, "username_taken")
    unknown = {**new, "username": "x2", "groups": ["nowhere"]}
    await refused(await boss.call("POST", "/members", unknown), 400, "invalid_input")
    listed = (await (await sign_in(service, "li")).get("/members"))["members"]
    assert [row["name"] for row in listed] == ["boss", "李雷"]


async def test_what_was_changed_is_on_the_record(service: Service, database: AsyncEngine) -> None:
    await hire(database, "boss", Role.ADMIN)
    li = await hire(database, "li")
    boss = await sign_in(service, "boss")
    await answered(
        await boss.call("PATCH", f"/members/{li}", {"capacity": 2, "password": "a new good one"}),
        200,
    )
    trail = await boss.get("/audit?kind=member_changed")
    assert [(e["member"]["name"], e["object"], e["detail"]) for e in trail["entries"]] == [
        ("boss", f"member:{li}", {"capacity": 2, "password": "changed"})
    ]
    first = await boss.get("/audit?limit=1")
    rest = await boss.get(f"/audit?before={first['next']}")
    assert [entry["kind"] for entry in rest["entries"]] == ["login"]
